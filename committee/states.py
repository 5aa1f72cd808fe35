"""Words of those who decide (leaf module)."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Seat(TextChoices):
    """A member's place on the committee."""

    CHAIR = "chair", pgettext_lazy("committee", "Chair")
    MEMBER = "member", pgettext_lazy("committee", "Member")
    SECRETARY = "secretary", pgettext_lazy("committee", "Secretary")


class SittingKind(TextChoices):
    """How members meet; a vote by circulation is a sitting too."""

    IN_PERSON = "in_person", pgettext_lazy("sitting", "In person")
    CIRCULATION = "circulation", pgettext_lazy("sitting", "By circulation")


class Choice(TextChoices):
    """A member's vote on a motion."""

    FOR = "for", pgettext_lazy("ballot", "For")
    AGAINST = "against", pgettext_lazy("ballot", "Against")
    ABSTAIN = "abstain", pgettext_lazy("ballot", "Abstain")


class Answer(TextChoices):
    """What the second person says to a department's decision."""

    AGREE = "agree", pgettext_lazy("ruling", "Countersigning the ruling")
    DECLINE = "decline", pgettext_lazy("ruling", "Declining it, with the reason")


VOTING_SEATS = (Seat.CHAIR, Seat.MEMBER)
