"""Services and what each requires of an applicant. Admins edit these lists."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from intake.states import FieldKind, Mechanism, Takes
from ledger.history import tracked


def default_mechanisms() -> list[str]:
    """Both mechanisms of the policy, for a service that names none."""
    return [Mechanism.DOCUMENT_REVIEW.value, Mechanism.INTERVIEW.value]


@tracked()
class Service(models.Model):
    """A kind of help that the association gives."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    description = models.TextField(_("description"), blank=True)
    mechanisms = ArrayField(
        models.CharField(max_length=20, choices=Mechanism.choices),
        verbose_name=_("ways of examining entitlement"),
        default=default_mechanisms,
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    active = models.BooleanField(_("open for applications"), default=True)

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name


@tracked()
class RequiredDocument(models.Model):
    """A document that a service asks for."""

    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="required_documents", verbose_name=_("service")
    )
    key = models.SlugField(_("key"), max_length=40)
    label = models.CharField(_("label"), max_length=120)
    required = models.BooleanField(_("required"), default=True)
    expires = models.BooleanField(_("has an expiry date"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    active = models.BooleanField(_("asked for"), default=True)

    class Meta:
        verbose_name = _("required document")
        verbose_name_plural = _("required documents")
        ordering = ["service_id", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["service", "key"], name="required_document_key_once")]

    def __str__(self) -> str:
        return self.label


@tracked()
class RequiredField(models.Model):
    """A datum that a service asks for, and the document on which it is matched."""

    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="required_fields", verbose_name=_("service")
    )
    document = models.ForeignKey(
        RequiredDocument, on_delete=models.PROTECT, related_name="fields", verbose_name=_("matched with")
    )
    key = models.SlugField(_("key"), max_length=40)
    label = models.CharField(_("label"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=FieldKind.choices, default=FieldKind.TEXT)
    takes = models.CharField(_("value comes from"), max_length=12, choices=Takes.choices, default=Takes.ANSWER)
    choices = ArrayField(models.CharField(max_length=80), verbose_name=_("choices"), default=list, blank=True)
    required = models.BooleanField(_("required"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    active = models.BooleanField(_("asked for"), default=True)

    class Meta:
        verbose_name = _("required datum")
        verbose_name_plural = _("required data")
        ordering = ["service_id", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["service", "key"], name="required_field_key_once")]

    def __str__(self) -> str:
        return self.label
