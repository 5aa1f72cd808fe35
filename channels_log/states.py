"""Words of the log and of notices, and the table of a notice's moves."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    """What a notice is about. Each has its module in channels_log/domain/notices/."""

    RECEIPT = "receipt", _("Receipt of the application")
    DECISION = "decision", _("Decision on the application")


class State(TextChoices):
    OWED = "owed", pgettext_lazy("notice", "Waiting to be sent")
    SENDING = "sending", pgettext_lazy("notice", "Being sent")
    SENT = "sent", pgettext_lazy("notice", "Sent")
    BY_HAND = "by_hand", pgettext_lazy("notice", "To be carried by hand")
    DONE = "done", pgettext_lazy("notice", "Carried by hand")
    FAILED = "failed", pgettext_lazy("notice", "Given up")
    UNKNOWN = "unknown", pgettext_lazy("notice", "Not known whether it arrived")
    CANCELLED = "cancelled", pgettext_lazy("notice", "Cancelled")


S = State

# What the database lets pass; its trigger is rendered from this table. States that lead nowhere are final.
ALLOWED: dict[State, tuple[State, ...]] = {
    S.OWED: (S.SENDING, S.CANCELLED),
    S.SENDING: (S.SENT, S.OWED, S.BY_HAND, S.UNKNOWN, S.CANCELLED),
    S.BY_HAND: (S.DONE, S.FAILED, S.OWED, S.CANCELLED),
    # a worker that was thought dead may still report that the message left
    S.UNKNOWN: (S.SENT, S.DONE, S.FAILED, S.OWED, S.CANCELLED),
    S.SENT: (),
    S.DONE: (),
    S.FAILED: (),
    S.CANCELLED: (),
}
FINAL = tuple(state for state, ends in ALLOWED.items() if not ends)
# each of these ends with a communication that says so
CONTACTED = (S.SENT, S.DONE, S.FAILED)
# what waits for a person to carry it
TO_CARRY = (S.BY_HAND, S.UNKNOWN)
# what may still reach the applicant, so that closing the case stops it (one being sent is stopped by its sender)
STOPPABLE = (S.OWED, S.BY_HAND, S.UNKNOWN)


class Direction(TextChoices):
    IN = "in", pgettext_lazy("contact", "They reached us")
    OUT = "out", pgettext_lazy("contact", "We reached them")


class Outcome(TextChoices):
    """How a communication ended. The same words for machines and people."""

    SENT = "sent", pgettext_lazy("contact", "Sent by the portal")
    TOLD = "told", pgettext_lazy("contact", "Told or handed over")
    SETTLED = "settled", pgettext_lazy("contact", "Settled in the contact itself")
    FOLLOW_UP = "follow_up", pgettext_lazy("contact", "Needs following up")
    NO_ANSWER = "no_answer", pgettext_lazy("contact", "No answer")
    WRONG_NUMBER = "wrong_number", pgettext_lazy("contact", "Wrong number or address")
    REFUSED = "refused", pgettext_lazy("contact", "They declined to take it")
    GIVEN_UP = "given_up", pgettext_lazy("contact", "Given up")


# what may come of carrying a notice, and the state that this gives it; None: it stays on the list
CARRIED: dict[Outcome, State | None] = {
    Outcome.TOLD: S.DONE,
    Outcome.NO_ANSWER: None,
    Outcome.WRONG_NUMBER: None,
    Outcome.REFUSED: S.FAILED,
    Outcome.GIVEN_UP: S.FAILED,
}
# the outcomes with which a notice ends
ENDS_WITH: dict[State, tuple[Outcome, ...]] = {
    S.SENT: (Outcome.SENT,),
    S.DONE: (Outcome.TOLD,),
    S.FAILED: (Outcome.REFUSED, Outcome.GIVEN_UP),
}
# what may come of a call or message that is logged by itself
LOGGED = (Outcome.SETTLED, Outcome.FOLLOW_UP, Outcome.NO_ANSWER, Outcome.WRONG_NUMBER)
