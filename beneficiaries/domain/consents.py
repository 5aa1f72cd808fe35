"""Consent to the processing of personal data (Personal Data Protection Law, art. 5 and 6): given, read, withdrawn."""

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Staff
from accounts.rules import require
from accounts.states import Perm
from beneficiaries.domain import refusals, validation
from beneficiaries.models import Consent, ConsentText, Representative
from beneficiaries.states import ConsentHow
from ledger import clock
from ledger.errors import Refused, constraint_of, translated_integrity_errors

TRIES = 5


@dataclass(frozen=True)
class Standing:
    """The state of a person's consent: the newest row, the text that is valid now, and what follows from both."""

    newest: Consent | None
    live: Consent | None
    current: ConsentText | None

    @property
    def missing(self) -> bool:
        """No consent was given yet, though there is a text."""
        return self.newest is None and self.current is not None

    @property
    def withdrawn(self) -> bool:
        """Given once, taken back, and not given again."""
        return self.newest is not None and self.live is None

    @property
    def outdated(self) -> bool:
        """Given to an earlier text than the one that is valid now; it holds, and is renewed at a visit."""
        return self.live is not None and self.current is not None and self.live.text_id != self.current.pk

    @property
    def to_ask(self) -> bool:
        """The person has to be asked."""
        return self.missing or self.withdrawn or self.outdated


def standing(*, beneficiary_id: int) -> Standing:
    rows = list(Consent.objects.filter(beneficiary_id=beneficiary_id).with_names().order_by("-id"))
    live = sorted((row for row in rows if row.withdrawn_at is None), key=lambda row: -row.text.number)
    return Standing(rows[0] if rows else None, live[0] if live else None, ConsentText.objects.current())


def current_text() -> ConsentText | None:
    """Return the text that people are asked about now; None before there is any."""
    return ConsentText.objects.current()


def give(
    *,
    beneficiary_id: int,
    by: Staff,
    how: str,
    representative: Representative | None = None,
    text_id: int | None = None,
) -> Consent:
    """Record that the person, or who acts for them, agreed to the text (`text_id`: the one that was shown).

    Raises Refused with its field: no text, one that another has replaced since it was shown, no way named, a
    representative who does not act for this person now, or a consent to this text that is there already.
    """
    require(by, Perm.REGISTER_PEOPLE)
    text = ConsentText.objects.current()
    if text is None:
        raise Refused(_("There is no text of consent yet. The administrator has to add one."), code="no_text")
    if text_id is not None and text_id != text.pk:
        sentence = _("A newer text of consent is valid now. It has to be shown to the person first.")
        raise Refused(sentence, code="text_replaced")
    if how not in ConsentHow.values:
        raise Refused(refusals.CONSENT_HOW, field="how", code="how_missing")
    if (how == ConsentHow.REPRESENTATIVE) != (representative is not None):
        raise Refused(refusals.CONSENT_WHO, field="representative", code="representative")
    with translated_integrity_errors(refusals.SENTENCES), transaction.atomic():
        return Consent.objects.create(
            beneficiary_id=beneficiary_id, text=text, how=how, representative=representative, given_by=by
        )


def withdraw(*, beneficiary_id: int, by: Staff, why: str = "") -> list[Consent]:
    """Withdraw every consent of the person that holds; what was done before stays lawful (art. 5, 2).

    `why` in the person's words, where they give any: they need not. Raises Refused where no consent holds.
    """
    require(by, Perm.REGISTER_PEOPLE)
    reason = validation.line(why, field="why", longest=300)
    with transaction.atomic():
        rows = list(Consent.objects.live().select_for_update().filter(beneficiary_id=beneficiary_id))
        if not rows:
            raise Refused(_("No consent of this person stands."), code="no_consent")
        for row in rows:
            row.withdrawn_at, row.withdrawn_by, row.withdrawn_why = clock.now(), by, reason
            row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    return rows


def refuse_withdrawn(*, beneficiary_id: int) -> None:
    """Raise Refused where the person took their consent back and gave none since."""
    mine = Consent.objects.filter(beneficiary_id=beneficiary_id)
    if mine.exists() and not mine.live().exists():
        raise Refused(refusals.CONSENT_WITHDRAWN, code="consent_withdrawn")


def add_text(*, body: str, valid_from: Any, by: Staff) -> ConsentText:
    """Add the next version of the text. Raises Refused for an empty one or a day in the past."""
    require(by, Perm.EDIT_LISTS)
    if not body.strip():
        raise Refused(refusals.TEXT_MISSING, field="body", code="body_missing")
    if valid_from < clock.today():
        raise Refused(_("A new text is valid from today or later."), field="valid_from", code="valid_from")
    for _again in range(TRIES):
        newest = ConsentText.objects.order_by("-number").first()
        number = newest.number + 1 if newest else 1
        try:
            with transaction.atomic():
                return ConsentText.objects.create(
                    number=number, body=body.strip(), valid_from=valid_from, created_by=by
                )
        except IntegrityError as error:
            # a colleague added a text at this moment: theirs has this number, ours the next
            if constraint_of(error) != "beneficiaries_consenttext_number_key":
                raise
    raise Refused(refusals.CONSENT_NUMBER, code="number")
