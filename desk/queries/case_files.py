"""Everything the case file shows of one application, each part read once and only where it is asked for."""

from functools import cached_property
from typing import TYPE_CHECKING

from channels_log.models import Communication, Notice
from committee.models import AgendaItem, Decision
from delivery.models import Delivery, Registration
from eligibility.domain import assessments
from eligibility.models import Assessment
from intake import presenters
from intake.domain import statements
from intake.models import Application, Declaration, Move, Referral, Statement
from intake.states import Status
from ledger import clock
from ledger.prepared_queries import Instances, Param

if TYPE_CHECKING:
    from eligibility.models import Recommendation
    from intake.models import MatchLine, Receipt, StatementDocument

# The outcome exists from here on; before, nobody outside the committee sees how the case stands there.
BEFORE_REFERRAL = (Status.DRAFT, Status.SUBMITTED, Status.IN_ASSESSMENT, Status.AWAITING_APPLICANT)
BEFORE_ACCEPTANCE = (*BEFORE_REFERRAL, Status.AWAITING_DECISION)
DECIDED = (Status.ACCEPTED, Status.REJECTED, Status.REGISTERED, Status.SERVED)


_this = Param("application")
MOVES = Instances(lambda: Move.objects.filter(application_id=_this).select_related("by").order_by("n"))
REFERRALS = Instances(
    lambda: Referral.objects.filter(application_id=_this).select_related("asked_by", "answered_by").order_by("pk")
)
CONTACTS = Instances(lambda: Communication.objects.of_application(_this))
REGISTRATION = Instances(lambda: Registration.objects.filter(application_id=_this).select_related("by"))
DELIVERY = Instances(lambda: Delivery.objects.filter(application_id=_this).select_related("by"))
AGENDA_ITEM = Instances(
    lambda: AgendaItem.objects.filter(
        application_id=_this, round=Param("round"), postponed_at__isnull=True
    ).select_related("sitting__committee")
)


class CaseFile:
    """One application with what hangs on it. Give it an application that was fetched for its reader."""

    def __init__(self, application: Application) -> None:
        self.application = application

    @cached_property
    def moves(self) -> "list[Move]":
        """Every move, the first one first."""
        return MOVES.ask(application=self.application.pk)

    @cached_property
    def statement(self) -> Statement | None:
        """The newest statement, with who signed it."""
        try:
            return presenters.newest(self.application)
        except Statement.DoesNotExist:
            return None

    @property
    def lines(self) -> "list[MatchLine]":
        """The match sheet of the newest statement."""
        return list(self.statement.lines.all()) if self.statement else []

    @property
    def documents(self) -> "list[StatementDocument]":
        """The documents of the newest statement."""
        return list(self.statement.documents.all()) if self.statement else []

    @property
    def declaration(self) -> Declaration | None:
        """The signature over the newest statement, if it is signed."""
        return getattr(self.statement, "declaration", None) if self.statement else None

    @property
    def open_points(self) -> int:
        """Required documents and lines of the newest statement that are still open."""
        return statements.open_points(self.statement) if self.statement else 0

    @property
    def missing(self) -> bool:
        """Whether a required document or answer is still to be given."""
        return self.statement is not None and bool(
            presenters.open_documents(self.statement) or presenters.open_answers(self.statement)
        )

    @cached_property
    def referrals(self) -> "list[Referral]":
        """Points referred to the person responsible, the oldest first."""
        return REFERRALS.ask(application=self.application.pk)

    @cached_property
    def receipt(self) -> "Receipt | None":
        """The printed receipt, if there is one; the database takes none before the submission."""
        return presenters.receipt_of(self.application) if self.application.submitted_at else None

    @cached_property
    def registration(self) -> Registration | None:
        """The registration, if it is completed; not asked for where the case never came so far."""
        if self.application.state in BEFORE_ACCEPTANCE:
            return None
        return REGISTRATION.one(application=self.application.pk)

    @cached_property
    def delivery(self) -> Delivery | None:
        """What was provided, if it was; not asked for where the case never came so far."""
        if self.application.state in BEFORE_ACCEPTANCE:
            return None
        return DELIVERY.one(application=self.application.pk)

    @cached_property
    def assessment(self) -> Assessment | None:
        """The study of the case, with its reviews and interviews."""
        return (
            Assessment.objects.prefetch_related("reviews__by", "interviews__by")
            .filter(application=self.application)
            .first()
        )

    @cached_property
    def recommendations(self) -> "list[Recommendation]":
        """Every recommendation, the newest first."""
        return list(self.application.recommendations.select_related("by").order_by("-pk"))

    @cached_property
    def lacking(self) -> list[str]:
        """What is still to be done before the case can be referred."""
        return assessments.what_lacks(self.application)

    @cached_property
    def agenda_item(self) -> AgendaItem | None:
        """Where the case stands on an agenda in its present round; it comes there only once it awaits a decision."""
        if self.application.state in BEFORE_REFERRAL:
            return None
        return AGENDA_ITEM.one(application=self.application.pk, round=self.application.round)

    @cached_property
    def decisions(self) -> list[Decision]:
        """The decisions of all rounds, the newest first. A row exists only once its moment has come."""
        return list(
            Decision.objects.filter(application=self.application)
            .select_related(
                "item__sitting__committee", "department_decision__by", "department_decision__countersignature__by"
            )
            .order_by("-round")
        )

    @cached_property
    def contacts(self) -> list[Communication]:
        """Every contact about this case, the newest first."""
        return CONTACTS.ask(application=self.application.pk)

    @cached_property
    def notices(self) -> list[Notice]:
        """Every notice about this case, the newest first."""
        return list(self.application.notices.select_related("channel", "letter").order_by("-created_at", "pk"))

    @cached_property
    def declarations(self) -> list[Declaration]:
        """Every signature, whichever statement it is over."""
        return list(
            Declaration.objects.filter(statement__application=self.application).select_related("statement", "witness")
        )

    @property
    def window_passed(self) -> bool:
        """Whether an outcome may be announced by now."""
        moment = self.application.decision_not_before
        return moment is not None and clock.now() >= moment

    @property
    def shows_window(self) -> bool:
        """Whether the countdown still means something to the reader."""
        waiting = (Status.SUBMITTED, Status.IN_ASSESSMENT, Status.AWAITING_APPLICANT, Status.AWAITING_DECISION)
        return self.application.submitted_at is not None and self.application.state in waiting
