"""What the applicant states, the match sheet over it, and the declaration that signs it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from intake.models.triggers import SIGNS
from intake.states import STATING, MatchResult, SignMethod, Stands
from ledger.clock import PortalNow
from ledger.digest import DigestV1
from ledger.history import tracked
from ledger.triggers import RESTRICT_VIOLATION, Rule, append_only, no_truncate, quoted, refuse

OPENS = f"""
    SELECT status INTO stands FROM intake_application WHERE id = NEW.application_id FOR NO KEY UPDATE;
    IF stands NOT IN ({quoted(STATING)}) THEN
        {refuse("data_stated_only_in_draft_while_applicant", "data are stated only in a draft or while the applicant is awaited")}
    END IF;
    SELECT COALESCE(max(n), 0) + 1 INTO next FROM intake_statement WHERE application_id = NEW.application_id;
    IF NEW.n <> next THEN
        {refuse("statements_numbered_one_after_another", "statements are numbered one after another")}
    END IF;
    IF EXISTS (SELECT 1 FROM intake_statement WHERE application_id = NEW.application_id AND signed_at IS NULL) THEN
        {refuse("last_statement_not_signed_yet", "the last statement is not signed yet")}
    END IF;
    IF NEW.signed_at IS NOT NULL THEN
        {refuse("statement_born_unsigned", "a statement is born unsigned")}
    END IF;
    NEW.created_at := portal_now();
    RETURN NEW;
"""

# The database itself lays out the sheet from the service's requirements, so that none can be left out.
LAYS_OUT = """
    INSERT INTO intake_statementdocument (statement_id, requirement_id, key, label, required, expires, position,
                                          seen_original, number)
    SELECT NEW.id, d.id, d.key, d.label, d.required, d.expires, d.position, false, ''
      FROM intake_requireddocument d JOIN intake_application a ON a.service_id = d.service_id
     WHERE a.id = NEW.application_id AND d.active;
    INSERT INTO intake_matchline (statement_id, requirement_id, document_id, key, label, kind, required, position,
                                  declared, on_document, result, stands, reason)
    SELECT NEW.id, f.id, sd.id, f.key, f.label, f.kind, f.required, f.position, '', '', 'open', '', ''
      FROM intake_requiredfield f JOIN intake_application a ON a.service_id = f.service_id
      JOIN intake_statementdocument sd ON sd.statement_id = NEW.id AND sd.requirement_id = f.document_id
     WHERE a.id = NEW.application_id AND f.active;
    RETURN NULL;
"""

FREEZES = f"""
    IF OLD.signed_at IS NOT NULL THEN
        {refuse("signed_statement_may_not_change", "a signed statement may not change", sqlstate=RESTRICT_VIOLATION)}
    END IF;
    IF (NEW.application_id, NEW.n, NEW.created_at, NEW.created_by_id) IS DISTINCT FROM
       (OLD.application_id, OLD.n, OLD.created_at, OLD.created_by_id) THEN
        {refuse("statement_stays_where_made", "a statement stays where it was made", sqlstate=RESTRICT_VIOLATION)}
    END IF;
    IF NEW.signed_at IS NOT NULL AND (NEW.data <> OLD.data OR NOT EXISTS (
        SELECT 1 FROM intake_declaration d WHERE d.statement_id = NEW.id AND d.signed_at = NEW.signed_at)) THEN
        {refuse("statement_signed_by_declaration_only", "a statement is signed by its declaration only")}
    END IF;
    IF NEW.signed_at IS NULL THEN
        SELECT status INTO stands FROM intake_application WHERE id = NEW.application_id;
        IF stands NOT IN ({quoted(STATING)}) THEN
            {refuse("data_stated_only_in_draft_while_applicant", "data are stated only in a draft or while the applicant is awaited")}
        END IF;
    END IF;
    RETURN NEW;
"""


def _part_of_open_statement(fixed: list[str]) -> Rule:
    """A Rule for the statement's rows: only while it is unsigned, never removed, and `fixed` columns never change.

    It locks the statement first: without that, "sign" and "change a row" could both succeed (write skew).
    """
    new, old = (", ".join(f"{side}.{column}" for column in fixed) for side in ("NEW", "OLD"))
    return Rule(
        name="part_of_open_statement",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("signed", "timestamptz")],
        func=f"""
            IF TG_OP = 'DELETE' THEN
                {refuse("row_match_sheet_never_removed", "a row of the match sheet is never removed", sqlstate=RESTRICT_VIOLATION)}
            END IF;
            SELECT signed_at INTO signed FROM intake_statement WHERE id = NEW.statement_id FOR NO KEY UPDATE;
            IF signed IS NOT NULL THEN
                {refuse("signed_statement_may_not_change", "a signed statement may not change", sqlstate=RESTRICT_VIOLATION)}
            END IF;
            IF TG_OP = 'INSERT' THEN
                IF pg_trigger_depth() < 2 THEN
                    {refuse("match_sheet_laid_out_by_database", "the match sheet is laid out by the database")}
                END IF;
            ELSIF ({new}) IS DISTINCT FROM ({old}) THEN
                {refuse("asked_match_sheet_may_not_change", "what is asked on a match sheet may not change", sqlstate=RESTRICT_VIOLATION)}
            END IF;
            RETURN NEW;
        """,
    )


class Statement(models.Model):
    """Identity, household and answers as the applicant states them: editable until signed, never after.

    A correction is the next statement. `data` = {"identity": {...}, "household": [...], "answers": {key: text}};
    the ID number stands in it masked, beside its fingerprint (HMAC), never in clear.
    """

    application = models.ForeignKey("intake.Application", on_delete=models.PROTECT, related_name="statements")
    n = models.PositiveSmallIntegerField()
    data = models.JSONField(default=dict)
    edits = models.PositiveIntegerField(default=0)
    signed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=PortalNow())
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["application_id", "n"]
        constraints = [models.UniqueConstraint(fields=["application", "n"], name="statement_number_once")]
        triggers = [
            Rule(
                name="opens",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("stands", "text"), ("next", "int")],
                func=OPENS,
            ),
            Rule(name="lays_out_sheet", when=pgtrigger.After, operation=pgtrigger.Insert, func=LAYS_OUT),
            Rule(
                name="freezes",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                declare=[("stands", "text")],
                func=FREEZES,
            ),
            Rule(
                name="never_deleted",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=refuse("statement_kept", "a statement is kept", sqlstate=RESTRICT_VIOLATION),
            ),
            no_truncate(),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}/{self.n}"


@tracked()
class StatementDocument(models.Model):
    """One required document of a statement: a scan, or the original seen by the officer."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="documents")
    requirement = models.ForeignKey("intake.RequiredDocument", on_delete=models.PROTECT, related_name="+")
    key = models.SlugField(max_length=40)
    label = models.CharField(max_length=120)
    required = models.BooleanField()
    expires = models.BooleanField()
    position = models.PositiveSmallIntegerField()
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    seen_original = models.BooleanField(default=False)
    number = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("document of a statement")
        verbose_name_plural = _("documents of a statement")
        ordering = ["statement_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "requirement"], name="statement_document_once"),
            models.CheckConstraint(
                name="statement_document_by_with_at",
                condition=Q(by__isnull=True, at__isnull=True) | Q(by__isnull=False, at__isnull=False),
            ),
            models.CheckConstraint(
                name="statement_document_shown_by_somebody",
                condition=Q(file__isnull=True, seen_original=False) | Q(by__isnull=False),
            ),
        ]
        triggers = [
            _part_of_open_statement(
                ["statement_id", "requirement_id", "key", "label", "required", "expires", "position"]
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def shown(self) -> bool:
        """Whether the document was presented, as a scan or as the original."""
        return self.file_id is not None or self.seen_original


@tracked()
class MatchLine(models.Model):
    """One datum of the match sheet: as declared, as on its document, the result, the officer and the time."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="lines")
    requirement = models.ForeignKey("intake.RequiredField", on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(StatementDocument, on_delete=models.PROTECT, related_name="lines")
    key = models.SlugField(max_length=40)
    label = models.CharField(max_length=120)
    kind = models.CharField(max_length=10)
    required = models.BooleanField()
    position = models.PositiveSmallIntegerField()
    declared = models.CharField(max_length=300, blank=True)
    on_document = models.CharField(max_length=300, blank=True)
    result = models.CharField(max_length=8, choices=MatchResult.choices, default=MatchResult.OPEN)
    stands = models.CharField(max_length=8, choices=Stands.choices, blank=True, default=Stands.NONE)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("line of the match sheet")
        verbose_name_plural = _("lines of the match sheet")
        ordering = ["statement_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "requirement"], name="match_line_once"),
            models.CheckConstraint(
                name="match_result_by_somebody",
                condition=Q(result=MatchResult.OPEN, by__isnull=True, at__isnull=True)
                | Q(~Q(result=MatchResult.OPEN), by__isnull=False, at__isnull=False),
            ),
            models.CheckConstraint(name="match_result_known", condition=Q(result__in=MatchResult.values)),
            models.CheckConstraint(
                name="match_difference_is_settled",
                condition=~Q(result=MatchResult.DIFFERS)
                | Q(~Q(on_document=""), stands=Stands.DOCUMENT)
                | Q(~Q(on_document=""), ~Q(reason=""), stands=Stands.DECLARED),
            ),
            models.CheckConstraint(
                name="match_needs_declared",
                condition=~Q(result=MatchResult.MATCHES) | ~Q(declared=""),
            ),
        ]
        triggers = [
            _part_of_open_statement(
                ["statement_id", "requirement_id", "document_id", "key", "label", "kind", "required", "position"]
            ),
            Rule(
                name="reopens",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("declared"),
                func=f"""
                    IF NEW.result <> 'open' AND NEW.at IS NOT DISTINCT FROM OLD.at THEN
                        {refuse("declared_value_changes_matched_again", "a declared value that changes is matched again")}
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def value(self) -> str:
        """The value relied upon: the document's where it differs and stands, else the declared one."""
        return self.on_document if self.stands == Stands.DOCUMENT else self.declared


class Declaration(models.Model):
    """The applicant's signature over one statement (policy step 4). Never changed, never removed.

    `shown_digest` is the digest of what the page showed; the database refuses a signature over anything else.
    """

    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="declaration")
    policy_version = models.ForeignKey("policy.PolicyVersion", on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    payload = models.JSONField(default=dict)
    shown_digest = models.CharField(max_length=64)
    digest = models.GeneratedField(
        expression=DigestV1(F("payload")), output_field=models.CharField(max_length=64), db_persist=True
    )
    method = models.CharField(max_length=8, choices=SignMethod.choices)
    signer_name = models.CharField(max_length=200)
    signature = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    witness = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(db_default=PortalNow())

    class Meta:
        verbose_name = _("declaration")
        verbose_name_plural = _("declarations")
        constraints = [
            models.CheckConstraint(
                name="declaration_signature_kept",
                condition=Q(method=SignMethod.TYPED) | Q(signature__isnull=False),
            ),
            models.CheckConstraint(name="declaration_signer_named", condition=~Q(signer_name="")),
        ]
        triggers = [
            *append_only(),
            Rule(
                name="signs",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("own", "bigint"), ("handed_in", "timestamptz")],
                func=SIGNS,
            ),
            Rule(
                name="freezes_statement",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                func="UPDATE intake_statement SET signed_at = NEW.signed_at WHERE id = NEW.statement_id; RETURN NULL;",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement_id}: {self.signer_name}"
