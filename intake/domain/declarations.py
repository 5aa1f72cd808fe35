"""The applicant's declaration over the newest statement (policy step 4)."""

from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.rules import require
from accounts.states import Perm
from beneficiaries.models.names import normalise
from intake import rules
from intake.domain import statements
from intake.domain.applications import policy_of
from intake.domain.refusals import SENTENCES, refusal
from intake.models import Application, Declaration, Statement
from intake.states import SignMethod
from ledger.errors import Refused, translated_integrity_errors

if TYPE_CHECKING:
    from accounts.models import Staff
    from documents.models import StoredFile


def shown_digest(*, statement_id: int) -> str:
    """Return the digest (64 hexadecimal digits) of what is to be signed, as the database computes it now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT digest_v1(signed_payload_v1(%s))", [statement_id])
        return str(cursor.fetchone()[0])


def sign(
    *,
    statement_id: int,
    digest: str,
    by: "Staff",
    method: SignMethod,
    signer_name: str,
    signature: "StoredFile | None" = None,
) -> Declaration:
    """Record the applicant's signature over the statement that `digest` names; `by` is the officer who witnesses it.

    Raise Refused: the statement is signed already (a second click: code "signed"), the
    signer's name is not the applicant's (typed), no signature was drawn or scanned, the sheet has open points, or the
    data are not those that were shown.
    """
    require(by, Perm.TAKE_IN)
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        application = (
            Application.objects.select_for_update(of=("self",))
            .select_related("beneficiary", "representative")
            .get(statements=statement_id)
        )
        statement = Statement.objects.get(pk=statement_id)
        statement.application = application
        if statement.signed_at is not None:
            raise Refused(SENTENCES["intake_declaration_statement_id_key"], code="signed")
        if not rules.may_state(by, application):
            raise Refused(SENTENCES["data_not_open"], code="may")
        _check(statement, method, signer_name, signature)
        policy = policy_of(application)
        return Declaration.objects.create(
            statement=statement,
            policy_version=policy,
            text=policy.declaration_text,
            shown_digest=digest,
            method=method,
            signer_name=signer_name.strip(),
            signature=signature,
            witness=by,
        )


def _check(statement: Statement, method: SignMethod, signer_name: str, signature: "StoredFile | None") -> None:
    if statements.open_points(statement):
        raise refusal("sheet_open")
    if statements.differences(statement):
        raise Refused(
            _("The person's record has changed since the data were stated. Update the statement, then sign."),
            code="differs",
        )
    if not signer_name.strip():
        raise refusal("declaration_signer_named", field="signer_name")
    if method == SignMethod.TYPED and not _same_name(signer_name, statement.application.applicant_name):
        raise Refused(_("The typed name has to be the applicant's full name as registered."), field="signer_name")
    if method != SignMethod.TYPED and signature is None:
        raise refusal("declaration_signature_kept", field="signature")


def _same_name(typed: str, registered: str) -> bool:
    return normalise(typed) == normalise(registered)
