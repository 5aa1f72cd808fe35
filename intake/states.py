"""The states of an application and the one table of moves between them (leaf module: anything may import it)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(TextChoices):
    """Where an application stands."""

    DRAFT = "draft", pgettext_lazy("application", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("application", "Submitted")
    IN_ASSESSMENT = "in_assessment", pgettext_lazy("application", "Under assessment")
    AWAITING_APPLICANT = "awaiting_applicant", pgettext_lazy("application", "Awaiting the applicant")
    AWAITING_DECISION = "awaiting_decision", pgettext_lazy("application", "Awaiting a decision")
    ACCEPTED = "accepted", pgettext_lazy("application", "Accepted")
    REJECTED = "rejected", pgettext_lazy("application", "Rejected")
    REGISTERED = "registered", pgettext_lazy("application", "Registered")
    SERVED = "served", pgettext_lazy("application", "Served")
    CLOSED = "closed", pgettext_lazy("application", "Closed")


class Step(TextChoices):
    """The names of the moves: each is one domain function."""

    SUBMIT = "submit", _("Submitted")
    BEGIN = "begin", _("Assessment began")
    ASK = "ask", _("The applicant was asked to complete the file")
    ANSWER = "answer", _("The applicant completed the file")
    REFER = "refer", _("Referred for decision")
    SEND_BACK = "send_back", _("Sent back to the researcher")
    ACCEPT = "accept", _("Accepted")
    REJECT = "reject", _("Rejected")
    APPEAL = "appeal", _("Appealed")
    REGISTER = "register", _("Registration completed")
    SERVE = "serve", _("Service provided")
    CLOSE = "close", _("Closed")


S = Status

ALLOWED: dict[tuple[Status, Status], Step] = {
    (S.DRAFT, S.SUBMITTED): Step.SUBMIT,
    (S.SUBMITTED, S.IN_ASSESSMENT): Step.BEGIN,
    (S.IN_ASSESSMENT, S.AWAITING_APPLICANT): Step.ASK,
    (S.AWAITING_APPLICANT, S.IN_ASSESSMENT): Step.ANSWER,
    (S.IN_ASSESSMENT, S.AWAITING_DECISION): Step.REFER,
    (S.AWAITING_DECISION, S.IN_ASSESSMENT): Step.SEND_BACK,
    (S.AWAITING_DECISION, S.ACCEPTED): Step.ACCEPT,
    (S.AWAITING_DECISION, S.REJECTED): Step.REJECT,
    (S.REJECTED, S.AWAITING_DECISION): Step.APPEAL,
    (S.ACCEPTED, S.AWAITING_DECISION): Step.APPEAL,
    (S.ACCEPTED, S.REGISTERED): Step.REGISTER,
    (S.REGISTERED, S.SERVED): Step.SERVE,
    **{(status, S.CLOSED): Step.CLOSE for status in S if status != S.CLOSED},
}

# After these nothing is open: the same person may apply for the same service again.
ENDS = (S.REJECTED, S.SERVED, S.CLOSED)

# Before those who decide: referred, or decided once.
AT_DECISION = (S.AWAITING_DECISION, S.ACCEPTED, S.REJECTED, S.REGISTERED, S.SERVED)

# While it stands here, a receipt that was not handed over is still owed to the applicant (policy step 5).
RECEIPT_OPEN = (S.SUBMITTED, S.IN_ASSESSMENT, S.AWAITING_DECISION)

# The applicant's data may be stated or corrected only here.
STATING = (S.DRAFT, S.AWAITING_APPLICANT)

# Entering these (but for `begin`, which leaves the statement as submitted) needs the newest statement signed.
NEEDS_SIGNATURE = tuple(
    pair
    for pair, step in ALLOWED.items()
    if step in {Step.SUBMIT, Step.ANSWER, Step.REFER, Step.ACCEPT, Step.REJECT, Step.APPEAL}
)


class ClosedReason(TextChoices):
    """Why an application was closed before its end."""

    WITHDRAWN = "withdrawn", _("Withdrawn by the applicant")
    DIED = "died", _("The beneficiary died")
    NO_ANSWER = "no_answer", _("No answer from the applicant")
    ABANDONED = "abandoned", _("Abandoned draft")
    OUT_OF_SCOPE = "out_of_scope", _("Outside the association's scope")
    DUPLICATE = "duplicate", _("Duplicate of another application")
    LAPSED = "lapsed", _("Registration lapsed")
    REVOKED = "revoked", _("Decision revoked")
    ENDED = "ended", _("Service ended")


_ALWAYS = (
    *(ClosedReason.WITHDRAWN, ClosedReason.DIED, ClosedReason.NO_ANSWER),
    *(ClosedReason.OUT_OF_SCOPE, ClosedReason.DUPLICATE),
)
# Why an application may be closed where it stands; a second click finds it closed, and every reason.
CLOSED_REASONS: dict[Status, tuple[ClosedReason, ...]] = {
    **dict.fromkeys(S, _ALWAYS),
    S.DRAFT: (*_ALWAYS, ClosedReason.ABANDONED),
    S.ACCEPTED: (*_ALWAYS, ClosedReason.LAPSED, ClosedReason.REVOKED),
    S.REGISTERED: (*_ALWAYS, ClosedReason.LAPSED, ClosedReason.REVOKED, ClosedReason.ENDED),
    S.SERVED: (ClosedReason.DIED, ClosedReason.REVOKED, ClosedReason.ENDED),
    S.CLOSED: tuple(ClosedReason),
}


class MatchResult(TextChoices):
    """What the officer found when matching a declared value with its document."""

    OPEN = "open", pgettext_lazy("match", "Open")
    MATCHES = "matches", pgettext_lazy("match", "Matches")
    DIFFERS = "differs", pgettext_lazy("match", "Differs")
    ABSENT = "absent", pgettext_lazy("match", "Not on the document")


class Stands(TextChoices):
    """Which of two differing values is relied upon."""

    NONE = "", pgettext_lazy("match", "Not chosen")
    DOCUMENT = "document", pgettext_lazy("match", "What the document says")
    DECLARED = "declared", pgettext_lazy("match", "What the applicant declared")


class SignMethod(TextChoices):
    """How the applicant signed."""

    PAD = "pad", pgettext_lazy("signature", "Drawn on the screen")
    TYPED = "typed", pgettext_lazy("signature", "Typed name")
    SCANNED = "scanned", pgettext_lazy("signature", "Signed on paper and scanned")


class FieldKind(TextChoices):
    """How a required datum is entered."""

    TEXT = "text", _("Text")
    NUMBER = "number", _("Number")
    MONEY = "money", _("Amount of money")
    DATE = "date", _("Date")
    CHOICE = "choice", _("One of a list")


class Takes(TextChoices):
    """Where the declared value of a required datum comes from."""

    ANSWER = "answer", _("The applicant's answer")
    NAME = "name", _("The beneficiary's name")
    ID_NUMBER = "id_number", _("The beneficiary's ID number")
    BIRTH_DATE = "birth_date", _("The beneficiary's date of birth")


class Mechanism(TextChoices):
    """How entitlement is examined (mafatih-alkhair: chosen per kind of service)."""

    DOCUMENT_REVIEW = "document_review", _("Document review")
    INTERVIEW = "interview", _("Personal interview")
