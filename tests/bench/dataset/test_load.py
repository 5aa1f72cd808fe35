"""A few hundred people and applications, loaded for real: the data are right, and the portal goes on from them."""

import datetime as dt

import pytest
from django.db import connection
from django.utils import translation

from accounts.models import Staff
from accounts.states import Perm
from bench.dataset import database, verify
from bench.dataset.people import free_number
from bench.dataset.staff import ROLES
from beneficiaries.domain import people as registering
from beneficiaries.models import Beneficiary
from beneficiaries.queries import search
from channels_log.domain import outbox
from channels_log.domain.notices import KINDS
from channels_log.domain.notices.wording import LANGUAGE, Owed, recipient
from channels_log.models import Notice
from committee.domain import agenda_items, decisions, sittings, votes
from committee.models import Decision, Member, Sitting
from committee.queries import sittings as sitting_queries
from committee.states import Choice, Seat
from demo import services
from desk.queries.queue_rows import SIZE, QueuePages, counts
from desk.queries.queues import HEAD, QUEUES
from desk.states import BEFORE_DECISION
from documents.domain import stored_files
from documents.models import StoredFile
from eligibility.domain import assessments, assignments, document_reviews, interviews, recommendations
from eligibility.domain.proposals import Proposal
from eligibility.states import Finding, Outcome, Place
from intake.domain import applications, declarations, documents, match_sheets, moves, statements
from intake.models import Application, Declaration, MatchLine, Receipt, Service, Statement
from intake.states import MatchResult, SignMethod, Status
from ledger import clock
from ledger.drift import problems
from policy.models import Channel
from tests.bench.dataset.conftest import CASES, PEOPLE, database_of, order

pytestmark = pytest.mark.usefixtures("db")

PROPOSAL = Proposal(outcome=Outcome.REJECT, reasons="الدخل فوق الحد.")


def anybody(perm, branch=None):
    found = Staff.objects.active_with(perm)
    return (found.filter(branch=branch) if branch else found).order_by("pk").first()


def test_everything_asked_for_is_there_and_nothing_is_wrong(loaded):
    assert Beneficiary.objects.count() == PEOPLE
    assert Application.objects.count() == CASES
    assert {role for staff in Staff.objects.all() for role in staff.roles} == {role.value for role in ROLES}
    assert 55 <= Staff.objects.count() <= 65
    assert Staff.objects.get(email="head1@bench.example").branch is None
    assert set(Application.objects.values_list("status", flat=True)) == set(Status.values)
    assert verify.faults(loaded.params, root=loaded.root) == []
    # tests' clock is another function than the code's
    assert [problem for problem in problems() if "portal_now" not in problem] == []


def test_files_are_whole_and_identity_numbers_can_be_found(loaded, settings):
    settings.PRIVATE_ROOT = loaded.root
    assert all(stored_files.is_intact(file=file) for file in StoredFile.objects.all())
    assert StoredFile.objects.filter(kind="issued").count() >= Receipt.objects.count()
    person = Beneficiary.objects.get(pk=5)
    assert search.find_by_id(number=person.id_number).pk == 5


def test_notices_say_what_the_portal_would_have_said(loaded):
    for notice in Notice.objects.with_case():
        owed = next(row for row in _all_owed(notice) if row.occasion == notice.occasion)
        with translation.override(LANGUAGE):
            written = KINDS[notice.kind].write(owed)
        assert (notice.subject, notice.body) == (written.subject, written.body)
        assert notice.recipient == recipient(notice.application)
        assert (notice.letter is not None) == bool(written.letter)


def _all_owed(notice):
    """What this application is owed by the facts, told or not."""
    if notice.kind == "receipt":
        return [Owed(application=notice.application, occasion="submission", due_at=notice.due_at)]
    return [
        Owed(application=notice.application, occasion=str(row.pk), due_at=row.decided_at, source=row)
        for row in Decision.objects.filter(application=notice.application_id)
    ]


def test_the_nightly_audit_finds_no_difference_and_nothing_was_due(loaded):
    assert outbox.audit() == {"receipt": 0, "decision": 0}
    with clock.moved(dt.datetime.combine(loaded.order.until, dt.time(0), clock.RIYADH)):
        assert decisions.due().count() == 0


def test_queues_have_rows_for_every_role(loaded):
    head = Staff.objects.get(email="head1@bench.example")
    waiting = Application.objects.filter(status__in=BEFORE_DECISION)
    assert sum(counts(HEAD, head).values()) == waiting.count() > 50
    for queue in QUEUES:
        for staff in Staff.objects.active_with(queue.need)[:2]:
            number = sum(n for kind, n in counts(queue, staff).items() if kind in queue.kinds)
            assert len(QueuePages(queue, staff).page().rows) == min(SIZE, number)
    assert Sitting.objects.upcoming().with_counts().count() == 3


def test_a_draft_is_filled_signed_and_submitted(loaded, undone):
    application = Application.objects.drafts().select_related("service", "created_by").first()
    by, statement = application.created_by, application.statements.get()
    assert statements.differences(statement) == []
    shown = {
        row.pk: documents.Shown(seen_original=True, expires_on=clock.today() if row.expires else None)
        for row in statement.documents.all()
    }
    statement = statements.fill(
        statement_id=statement.pk,
        edits=statement.edits,
        by=by,
        answers={datum.key: datum.answers[0] for datum in services.offer_of(application.service).data},
        documents=shown,
    )
    results = {line.pk: match_sheets.Match(result=MatchResult.MATCHES) for line in statement.lines.all()}
    match_sheets.record(statement_id=statement.pk, edits=statement.edits, by=by, results=results)
    declarations.sign(
        statement_id=statement.pk,
        digest=declarations.shown_digest(statement_id=statement.pk),
        by=by,
        method=SignMethod.TYPED,
        signer_name=application.applicant_name,
    )
    assert moves.submit(application_id=application.pk, step=0, by=by).status == Status.SUBMITTED


def test_the_next_person_and_application_come_without_a_clash(loaded, undone):
    by = anybody(Perm.TAKE_IN)
    person = registering.register(
        by=by,
        first_name="نورة",
        family_name="السدراوي",
        sex="female",
        birth_date=dt.date(1980, 1, 1),
        id_number=free_number(3),
        mobile="0500000001",
    )
    application = applications.open_draft(
        by=by,
        beneficiary=person,
        service=Service.objects.first(),
        branch=by.branch,
        notify_channel=Channel.objects.get(key="phone"),
        notify_way="sms",
        notify_contact=person.contact_points.get(),
    )
    assert application.reference.endswith(f"-{CASES + 1:05d}")
    assert application.pk == CASES + 1


def test_a_submitted_case_is_taken_studied_and_referred(loaded, undone):
    application = Application.objects.awaiting_researcher().first()
    by = anybody(Perm.ASSIGN)
    application = assignments.take(application_id=application.pk, step=application.step, by=by)
    document_reviews.record(application_id=application.pk, by=by, finding=Finding.SATISFIES, note="مكتملة.")
    interviews.record(
        application_id=application.pk,
        by=by,
        held_on=clock.today(),
        place=Place.OFFICE,
        present="المستفيد",
        summary="الحاجة ظاهرة.",
    )
    recommendations.write(application_id=application.pk, by=by, proposal=PROPOSAL)
    application = assessments.refer(application_id=application.pk, step=application.step, by=by)
    assert application.status == Status.AWAITING_DECISION


def test_an_applicant_who_was_awaited_completes_the_file(loaded, undone):
    application = Application.objects.filter(status="awaiting_applicant").first()
    by = application.created_by
    statement = statements.open_next(application_id=application.pk, by=by)
    assert statement.n == application.statements.count()
    assert statements.open_points(statement) == 0
    declarations.sign(
        statement_id=statement.pk,
        digest=declarations.shown_digest(statement_id=statement.pk),
        by=by,
        method=SignMethod.TYPED,
        signer_name=application.applicant_name,
    )
    assert moves.answer(application_id=application.pk, step=application.step, by=by).status == Status.IN_ASSESSMENT


def test_an_awaiting_case_is_put_on_an_agenda_voted_on_and_decided(loaded, undone):
    sitting = Sitting.objects.upcoming().first()
    secretary = Member.objects.get(committee=sitting.committee, seat=Seat.SECRETARY).staff
    placed = sitting.items.values("application")
    application = (
        Application.objects.awaiting_decision()
        .filter(agenda_items__isnull=True, decision_not_before__lt=clock.now(), round=1)
        .exclude(pk__in=placed)
        .first()
    )
    item = agenda_items.place(sitting_id=sitting.pk, application_id=application.pk, by=secretary)
    sittings.open_sitting(sitting_id=sitting.pk, by=secretary)
    voters = list(sitting_queries.members_of(sitting=sitting).exclude(seat=Seat.SECRETARY))
    sittings.attend(sitting_id=sitting.pk, member_ids=[member.pk for member in voters], by=secretary)
    motion = votes.propose(item_id=item.pk, by=secretary, proposal=PROPOSAL)
    for member in voters:
        votes.cast(motion_id=motion.pk, by=member.staff, choice=Choice.FOR)
    votes.close(motion_id=motion.pk, by=secretary)
    decisions.record(item_id=item.pk, by=None)
    assert Application.objects.get(pk=application.pk).status == Status.REJECTED


def test_the_databases_own_rules_are_awake_again(loaded, undone, refused):
    with refused("append only"):
        Declaration.objects.filter(pk=Declaration.objects.first().pk).update(signer_name="غيره")
    with refused("a signed statement may not change"):
        MatchLine.objects.filter(statement__in=Statement.objects.filter(signed_at__isnull=False)[:1]).update(
            declared="1"
        )


def test_the_same_order_gives_the_same_rows(loaded, template, tmp_path):
    there = rows()
    with (
        database.switched(template),
        database_of(tmp_path / "private", order(until=loaded.order.until)) as other,
        database.switched(other.name),
    ):
        again = rows()
    assert again == there
    assert there["intake_move"] > ""


def rows():
    """A digest of every table that the plan fills, encrypted numbers left out."""
    apps = "beneficiaries|intake|eligibility|committee|delivery|channels_log|documents"
    text = "(to_jsonb(t) - 'id_token')::text"
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT relname FROM pg_stat_user_tables WHERE relname ~ '^({apps})_' ORDER BY 1")
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT md5(string_agg({text}, ',' ORDER BY {text})) FROM {table} t")
            found[table] = cursor.fetchone()[0] or ""
    return found
