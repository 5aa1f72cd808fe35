"""What the case file shows of one application, each part read once and only where it is asked for."""

from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from channels_log.models import Communication, Notice
from committee.models import AgendaItem, Decision
from delivery.models import Delivery, Registration
from desk.states import BEFORE_ACCEPTANCE, BEFORE_DECISION, BEFORE_REFERRAL
from eligibility.models import Assessment
from eligibility.queries.assessments import what_lacks
from intake.domain import statements
from intake.models import Application, Declaration, Move, Referral, Statement
from intake.queries.cases import applications_for
from intake.queries.receipts import receipt_of
from intake.queries.statements import newest, open_answers, open_documents
from ledger import clock
from ledger.prepared_queries import Instances, Param

if TYPE_CHECKING:
    from accounts.models import Staff
    from documents.models import StoredFile
    from eligibility.models import Recommendation
    from intake.models import MatchLine, Receipt, StatementDocument

_this = Param("application")
MOVES = Instances(lambda: Move.objects.filter(application_id=_this).select_related("by").order_by("n"))
REFERRALS = Instances(
    lambda: Referral.objects.filter(application_id=_this).select_related("asked_by", "answered_by").order_by("pk")
)
COMMUNICATIONS = Instances(lambda: Communication.objects.of_application(_this))
REGISTRATION = Instances(lambda: Registration.objects.filter(application_id=_this).select_related("by"))
DELIVERY = Instances(lambda: Delivery.objects.filter(application_id=_this).select_related("by"))
AGENDA_ITEM = Instances(
    lambda: AgendaItem.objects.filter(
        application_id=_this, round=Param("round"), postponed_at__isnull=True
    ).select_related("sitting__committee")
)


def is_open_to(user: "Staff", reference: str) -> bool:
    """Return whether there is an application of this reference that `user` may open."""
    return applications_for(user).filter(reference=reference).exists()


class CaseFile:
    """One application with what hangs on it. Give it an application that was fetched for its reader."""

    def __init__(self, application: Application) -> None:
        self.application = application

    @cached_property
    def moves(self) -> "list[Move]":
        """Return every move, the first one first."""
        return MOVES.ask(application=self.application.pk)

    @cached_property
    def statement(self) -> Statement | None:
        """Return the newest statement, with who signed it."""
        try:
            return newest(self.application)
        except Statement.DoesNotExist:
            return None

    @property
    def lines(self) -> "list[MatchLine]":
        return list(self.statement.lines.all()) if self.statement else []

    @property
    def documents(self) -> "list[StatementDocument]":
        return list(self.statement.documents.all()) if self.statement else []

    @property
    def declaration(self) -> Declaration | None:
        """Return the signature over the newest statement, if it is signed."""
        return getattr(self.statement, "declaration", None) if self.statement else None

    @property
    def open_points(self) -> int:
        """Return how many required documents and lines of the newest statement are still open."""
        return statements.open_points(self.statement) if self.statement else 0

    @property
    def missing(self) -> bool:
        """Return whether a required document or answer is still to be given."""
        return self.statement is not None and bool(open_documents(self.statement) or open_answers(self.statement))

    @cached_property
    def referrals(self) -> "list[Referral]":
        """Return the points referred to the person responsible, the oldest first."""
        return REFERRALS.ask(application=self.application.pk)

    @cached_property
    def receipt(self) -> "Receipt | None":
        """Return the printed receipt, if there is one; the database takes none before the submission."""
        return receipt_of(self.application) if self.application.submitted_at else None

    @cached_property
    def registration(self) -> Registration | None:
        """Return the registration, if it is completed; not asked for where the case never came so far."""
        if self.application.state in BEFORE_ACCEPTANCE:
            return None
        return REGISTRATION.one(application=self.application.pk)

    @cached_property
    def delivery(self) -> Delivery | None:
        """Return what was provided, if it was; not asked for where the case never came so far."""
        if self.application.state in BEFORE_ACCEPTANCE:
            return None
        return DELIVERY.one(application=self.application.pk)

    @cached_property
    def assessment(self) -> Assessment | None:
        """Return the study of the case, with its reviews and interviews."""
        return (
            Assessment.objects.prefetch_related("reviews__by", "interviews__by")
            .filter(application=self.application)
            .first()
        )

    @cached_property
    def recommendations(self) -> "list[Recommendation]":
        """Return every recommendation, the newest first."""
        return list(self.application.recommendations.select_related("by").order_by("-pk"))

    @cached_property
    def lacking(self) -> list[str]:
        """Return what is still to be done before the case can be referred."""
        return what_lacks(self.application)

    @cached_property
    def agenda_item(self) -> AgendaItem | None:
        """Return the item of the present round; a case comes on an agenda only once it awaits a decision."""
        if self.application.state in BEFORE_REFERRAL:
            return None
        return AGENDA_ITEM.one(application=self.application.pk, round=self.application.round)

    @cached_property
    def decisions(self) -> list[Decision]:
        """Return the decisions of all rounds, the newest first. A row exists only once its moment has come."""
        return list(
            Decision.objects.filter(application=self.application)
            .select_related(
                "item__sitting__committee", "department_decision__by", "department_decision__countersignature__by"
            )
            .order_by("-round")
        )

    @cached_property
    def communications(self) -> list[Communication]:
        """Return every communication about this case, the newest first."""
        return COMMUNICATIONS.ask(application=self.application.pk)

    @cached_property
    def notices(self) -> list[Notice]:
        """Return every notice about this case, the newest first."""
        return list(self.application.notices.select_related("channel", "letter").order_by("-created_at", "pk"))

    @cached_property
    def declarations(self) -> list[Declaration]:
        """Return every signature, whichever statement it is over."""
        return list(
            Declaration.objects.filter(statement__application=self.application).select_related("statement", "witness")
        )

    def files(self) -> "dict[UUID, StoredFile]":
        """Return every file of the case by its id: documents of all statements, signatures, the receipt, letters."""
        files: list[StoredFile | None] = []
        for statement in self.application.statements.prefetch_related("documents__file"):
            files += [document.file for document in statement.documents.all()]
        files += [declaration.signature for declaration in self.declarations]
        files += [self.receipt.file if self.receipt else None, *(notice.letter for notice in self.notices)]
        return {file.pk: file for file in files if file is not None}

    @property
    def window_passed(self) -> bool:
        """Return whether an outcome may be announced by now."""
        moment = self.application.decision_not_before
        return moment is not None and clock.now() >= moment

    @property
    def shows_window(self) -> bool:
        """Return whether the countdown still means something to the reader."""
        return self.application.submitted_at is not None and self.application.state in BEFORE_DECISION
