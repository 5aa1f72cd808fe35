"""What happens beside the moves: an unclear point referred, a receipt handed over."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ledger.clock import PortalNow
from ledger.triggers import RESTRICT_VIOLATION, Rule, no_truncate, refuse


def _all_or_none(name: str, *fields: str, **blank: str) -> models.CheckConstraint:
    """A constraint: the nullable `fields` and the texts in `blank` are all set or all empty."""
    empty = Q(**{f"{field}__isnull": True for field in fields}, **blank)
    filled = Q(**{f"{field}__isnull": False for field in fields})
    for field, value in blank.items():
        filled &= ~Q(**{field: value})
    return models.CheckConstraint(name=name, condition=empty | filled)


class Referral(models.Model):
    """An unclear point put to the person responsible, and the answer explained to the applicant (policy step 3)."""

    application = models.ForeignKey("intake.Application", on_delete=models.PROTECT, related_name="referrals")
    question = models.TextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(db_default=PortalNow())
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        ordering = ["id"]
        indexes = [models.Index(fields=["asked_at"], name="referral_unanswered", condition=Q(answered_at__isnull=True))]
        constraints = [_all_or_none("referral_answered_whole", "answered_by", "answered_at", answer="")]
        triggers = [
            Rule(
                name="answered_once",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=f"""
                    IF TG_OP = 'DELETE' THEN
                        {refuse("referral_kept", "a referral is kept", sqlstate=RESTRICT_VIOLATION)}
                    ELSIF TG_OP = 'INSERT' THEN
                        NEW.asked_at := portal_now();
                    ELSIF OLD.answered_at IS NOT NULL
                       OR (NEW.application_id, NEW.question, NEW.asked_by_id, NEW.asked_at) IS DISTINCT FROM
                          (OLD.application_id, OLD.question, OLD.asked_by_id, OLD.asked_at) THEN
                        {refuse("referral_answered_once_question_stays", "a referral is answered once and its question stays", sqlstate=RESTRICT_VIOLATION)}
                    END IF;
                    IF NEW.answered_at IS NOT NULL THEN
                        NEW.answered_at := portal_now();
                    END IF;
                    RETURN NEW;
                """,
            ),
            no_truncate(),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.question[:40]}"


class Receipt(models.Model):
    """The printed receipt that states when an answer may come. Handing it over is policy step 5; nothing else is."""

    application = models.OneToOneField("intake.Application", on_delete=models.PROTECT, related_name="receipt")
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(db_default=PortalNow())
    handed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    handed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        constraints = [_all_or_none("receipt_handed_whole", "handed_by", "handed_at")]
        triggers = [
            Rule(
                name="handed_once",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=f"""
                    IF TG_OP = 'DELETE' THEN
                        {refuse("receipt_kept", "a receipt is kept", sqlstate=RESTRICT_VIOLATION)}
                    ELSIF TG_OP = 'INSERT' THEN
                        NEW.issued_at := portal_now();
                        IF (SELECT submitted_at IS NULL FROM intake_application WHERE id = NEW.application_id) THEN
                            {refuse("receipt_submitted_application", "a receipt is for a submitted application")}
                        END IF;
                    ELSIF OLD.handed_at IS NOT NULL
                       OR (NEW.application_id, NEW.file_id, NEW.issued_by_id, NEW.issued_at) IS DISTINCT FROM
                          (OLD.application_id, OLD.file_id, OLD.issued_by_id, OLD.issued_at) THEN
                        {refuse("receipt_handed_over_once_stays_issued", "a receipt is handed over once and stays as issued", sqlstate=RESTRICT_VIOLATION)}
                    END IF;
                    IF NEW.handed_at IS NOT NULL THEN
                        NEW.handed_at := portal_now();
                    END IF;
                    RETURN NEW;
                """,
            ),
            Rule(
                name="marks_its_application",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    IF NEW.handed_at IS NOT NULL THEN
                        UPDATE intake_application SET receipt_handed = true
                         WHERE id = NEW.application_id AND NOT receipt_handed;
                    END IF;
                    RETURN NULL;
                """,
            ),
            no_truncate(),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}"
