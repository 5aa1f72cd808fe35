"""How entitlement is found: the steps that a policy states, and the mechanisms that its services use."""

from functools import partial

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from conformance.domain import pages
from conformance.domain.checks.base import Check, Words, require
from conformance.domain.checks.objectives import STUDY
from conformance.domain.clauses import Clause
from conformance.domain.scene import Scene, refused
from policy.models import PolicyVersion
from scenarios.applications import ANSWERS

NO_CRITERIA = _("The criteria themselves are not kept: whoever studies the case applies them and states the reasons.")
NO_FINDING = _("The department's finding is a recommendation; the applicant is told the final decision only.")


def steps(clause: Clause, version: PolicyVersion) -> Check | None:
    state = ("intake.domain.applications.open_draft", "intake.domain.statements.fill")
    recommend = ("eligibility.domain.recommendations.write",)
    checks = {
        "1": Check("eligibility.application", state, application),
        "2": Check(
            "eligibility.sources", (*state, "documents.domain.stored_files.store", "intake:document_file"), sources
        ),
        "3": Check("eligibility.evaluation", recommend, evaluation, NO_CRITERIA),
        "4": Check("eligibility.finding", (*recommend, STUDY[-1]), finding, NO_FINDING),
    }
    return checks.get(clause.name)


def mechanisms(clause: Clause, version: PolicyVersion) -> Check | None:
    record = {
        "document_review": "eligibility.domain.document_reviews.record",
        "interview": "eligibility.domain.interviews.record",
    }
    if clause.name not in record:
        return None
    carried_by = (record[clause.name], STUDY[-1])
    return Check("eligibility.mechanism", carried_by, partial(mechanism, key=clause.name))


def application(scene: Scene) -> Words:
    """An application holds who asks and what the service's conditions call for."""
    opened = scene.draft()
    stated = scene.fill(opened).data
    require(stated["identity"]["name"] == opened.beneficiary.full_name, _("the statement does not say who asks"))
    require(stated["answers"] == ANSWERS, _("the statement does not hold the answers"))
    return format_lazy(
        _("An application was opened; its statement holds who asks and {count} answers that the service calls for."),
        count=len(ANSWERS),
    )


def sources(scene: Scene) -> Words:
    """Documents, forms and answers come together in the statement, each file under its document."""
    from intake.domain import documents, statements

    opened = scene.draft()
    now = scene.statement(opened)
    row = now.documents.order_by("position").first()
    assert row is not None
    file = scene.paper(scene.reception)
    shown = {row.pk: documents.Shown(file=file)}
    statements.fill(statement_id=now.pk, edits=now.edits, by=scene.reception, answers=ANSWERS, documents=shown)
    row.refresh_from_db()
    require(row.file_id == file.pk and row.by_id == scene.reception.pk, _("the document is not kept with who took it"))
    pages.shows("intake:document_file", opened.reference, row.pk, by=scene.reception)
    return format_lazy(_("“{label}” was taken in as a file and opened again from the case."), label=row.label)


def evaluation(scene: Scene) -> Words:
    """The researcher evaluates, and says why."""
    studied = scene.taken()
    with refused(_("a recommendation without reasons")):
        from eligibility.domain import recommendations
        from eligibility.domain.proposals import Proposal
        from eligibility.states import Outcome

        baseless = Proposal(outcome=Outcome.REJECT, reasons=" ")
        recommendations.write(application_id=studied.pk, by=scene.researcher, proposal=baseless)
    require(scene.recommend(studied).reasons, _("the recommendation gives no reasons"))
    return _("A recommendation without reasons was refused; one with its reasons was kept.")


def finding(scene: Scene) -> Words:
    """The department's finding goes to the deciding body."""
    studied = scene.taken()
    scene.review(studied)
    scene.interview(studied)
    with refused(_("referring without a recommendation"), code="lacking"):
        scene.refer(studied)
    recommendation = scene.recommend(studied)
    require(scene.refer(studied).recommendations.get() == recommendation, _("the finding does not go with the case"))
    return format_lazy(_("A case was referred to {body} only with a recommendation."), body=scene.version.deciding_body)


def mechanism(scene: Scene, *, key: str) -> Words:
    """A service that asks for it is not referred without it."""
    service = scene.service(mechanisms=[key])
    studied = scene.taken(service=service)
    scene.recommend(studied)
    with refused(_("referring without this examination"), code="lacking"):
        scene.refer(studied)
    (scene.review if key == "document_review" else scene.interview)(studied)
    require(scene.refer(studied).status == "awaiting_decision", _("an examined case is not referred"))
    return _("A service that asks for this mechanism alone was referred only once it was recorded.")
