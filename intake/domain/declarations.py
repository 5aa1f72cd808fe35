"""The applicant's declaration over the newest statement (policy step 4)."""

from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beneficiaries.models.names import normalise
from intake import rules
from intake.domain import statements
from intake.domain.applications import policy_of
from intake.models import Application, Declaration, Statement
from intake.states import SignMethod
from ledger.errors import Refused, translated_integrity_errors

if TYPE_CHECKING:
    from accounts.models import Staff
    from documents.models import StoredFile

SENTENCES = {
    "what is signed is not what was shown": gettext_lazy(
        "The data changed after this page was opened. They have to be read again before signing."
    ),
    "the match sheet has open points": gettext_lazy("The match sheet still has open points."),
    "only the newest statement is signed": gettext_lazy("A newer statement has been opened. It is the one to sign."),
    "intake_declaration_statement_id_key": gettext_lazy("This statement is signed already."),
}


def shown_digest(*, statement_id: int) -> str:
    """The digest (64 hexadecimal digits) of what is to be signed, as the database computes it now."""
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
    """Keeps the applicant's signature over the statement that `digest` names; `by` is the officer who witnesses it.

    Raises Refused: the signer's name is not the applicant's (typed), no signature was drawn or scanned, the sheet has
    open points, the data are not those that were shown, or the statement is signed already.
    """
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        locked = Statement.objects.values_list("application_id", flat=True).get(pk=statement_id)
        application = (
            Application.objects.select_for_update(of=("self",))
            .select_related("beneficiary", "representative")
            .get(pk=locked)
        )
        if not rules.may_state(by, application):
            raise Refused(_("The data of this application cannot be changed now."), code="may")
        statement = Statement.objects.get(pk=statement_id)
        statement.application = application
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
    if statement.signed_at is not None:
        raise Refused(_("This statement is signed already."), code="signed")
    if statements.open_points(statement):
        raise Refused(_("The match sheet still has open points."), code="open")
    if statements.differences(statement):
        raise Refused(
            _("The person's record has changed since the data were stated. Update the statement, then sign."),
            code="differs",
        )
    if not signer_name.strip():
        raise Refused(_("Enter the name of the person who signs."), field="signer_name")
    if method == SignMethod.TYPED and not _same_name(signer_name, statement.application.applicant_name):
        raise Refused(_("The typed name has to be the applicant's full name as registered."), field="signer_name")
    if method != SignMethod.TYPED and signature is None:
        raise Refused(_("Draw the signature or attach the signed paper, or choose the typed name."), field="signature")


def _same_name(typed: str, registered: str) -> bool:
    return normalise(typed) == normalise(registered)
