"""Every page that the passage does not cross, and forms come back with errors: axe's findings, and three widths."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.urls import reverse

from accounts.states import Role
from channels_log.domain import outbox
from committee.domain import votes
from committee.models import AgendaItem, Decision
from committee.states import Choice
from eligibility.states import Outcome
from intake.domain import moves, referrals
from ledger import clock
from tests import factories

EMPTY = """form => {
  form.noValidate = true;
  for (const one of form.elements) {
    if (one.type === "radio" || one.type === "checkbox") one.checked = false;
    else if (one.matches("textarea, input:not([type=hidden])")) one.value = "";
  }
}"""
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(400)]


@pytest.fixture
def world(cast, at):
    """Cases in every state, two of them before the committee, one notice to be carried."""
    shared = {"service": cast.rent, "by": cast.receptionist}
    with at(clock.now() - dt.timedelta(days=30)):
        study = {**shared, "researcher": cast.researcher}
        accepted, rejected, waiting, open_item = (factories.awaiting_decision(**study) for _case in range(4))
        asked = factories.in_assessment(**study)
        sitting = factories.open_sitting()
        for case, outcome in ((accepted, Outcome.ACCEPT), (rejected, Outcome.REJECT)):
            factories.voted(case, outcome=outcome, sitting=sitting)
    for item in AgendaItem.objects.order_by("pk"):
        factories.decide(item)
    motion = factories.propose(factories.on_agenda(open_item, sitting))
    for member in (cast.chair, cast.members[0]):
        votes.cast(motion_id=motion.pk, by=member, choice=Choice.FOR)
    moves.ask(application_id=asked.pk, step=asked.step, by=cast.researcher, note="تعريف بالدخل من جهة العمل.")
    cases = {
        "draft": factories.draft(**shared),
        "filled": factories.fill(factories.draft(**shared)),
        "signed": factories.signed(**shared),
        "submitted": factories.submitted(way="phone", **shared),
        "studied": factories.in_assessment(**study),
        "asked": asked,
        "waiting": waiting,
        "accepted": accepted,
        "rejected": rejected,
    }
    referrals.ask(application_id=waiting.pk, by=cast.researcher, question="هل يُحتسب الدخل الموسمي؟")
    outbox.make_all()
    refs = {name: case.reference for name, case in cases.items()}
    item = AgendaItem.objects.get(application=open_item)
    return SimpleNamespace(**refs, person=cases["draft"].beneficiary.public_id, item=item.pk, sitting=sitting.pk)


def send_empty(hand):
    """Sends the page's form with nothing in it, past the browser's own checks."""
    form = f"main form[method=post]:not([action]), main form[action='{hand.path}']"
    hand.page.eval_on_selector(form, EMPTY)
    with hand.page.expect_navigation():
        hand.page.eval_on_selector(form, "form => form.requestSubmit()")
    hand.arrived()
    assert hand.count(".error-summary") == 1, hand.path


def walk(hand, pages, *, empty=()):
    for name, *args in pages:
        hand.open(reverse(name, args=args))
        assert hand.path.split("?")[0] == reverse(name, args=args), (name, args, hand.path)
        if name in empty:
            send_empty(hand)


def test_the_pages_of_the_counter(world, cast, enter, looks):
    hand = enter(looks=looks, signed_in=cast.receptionist)
    pages = [
        ("desk:home",),
        ("desk:search",),
        ("desk:person", world.person),
        ("beneficiaries:edit", world.person),
        ("beneficiaries:representatives", world.person),
        ("intake:documents", world.draft),
        ("intake:match", world.draft),
        ("intake:declaration", world.draft),
        ("intake:declaration", world.filled),
        ("intake:declaration", world.signed),
        ("intake:close", world.draft),
        ("intake:conflict", world.draft),
        ("intake:receipt", world.submitted),
        ("desk:case", world.asked),
        ("desk:case_tab", world.rejected, "contacts"),
        ("desk:case_tab", world.rejected, "history"),
        ("desk:step", world.rejected, "appeal"),
        ("delivery:register", world.accepted),
        ("channels_log:manual_notices",),
        ("channels_log:notices",),
        ("channels_log:communication_new",),
        ("policy:current",),
        ("account_change_password",),
    ]
    empty = {"beneficiaries:representatives", "intake:documents", "intake:match", "intake:close", "intake:conflict"}
    empty |= {"delivery:register", "channels_log:communication_new", "account_change_password", "desk:step"}
    walk(hand, pages, empty=empty)
    hand.open("/search/?q=نورة")
    hand.open(f"/intake/people/{world.person}/start/")
    send_empty(hand)
    assert looks.faults == [], "\n".join(looks.faults)


def test_the_pages_of_research_and_of_whoever_looks_on(world, cast, enter, looks):
    head = enter(looks=looks, signed_in=cast.head)
    pages = [
        ("desk:home",),
        ("desk:figures",),
        ("eligibility:assign", world.submitted),
        ("intake:referrals", world.waiting),
        ("desk:case", world.waiting),
    ]
    walk(head, pages, empty={"eligibility:assign"})
    researcher = enter(looks=looks, signed_in=cast.researcher)
    study = [(f"eligibility:{name}", world.studied) for name in ("review", "interview", "recommend", "ask")]
    walk(researcher, [("desk:home",), *study], empty={name for name, _reference in study})
    walk(enter(looks=looks, signed_in=factories.make_staff(Role.MANAGER)), [("desk:figures",)])
    walk(enter(looks=looks, signed_in=cast.admin), [("desk:home",), ("channels_log:sandbox_messages",)])
    nobody = enter(looks=looks)
    nobody.open("/accounts/login/")
    nobody.write("[name=login]", cast.head.email)
    nobody.write("[name=password]", "not the pass phrase")
    nobody.go("main form .btn-primary")
    assert looks.faults == [], "\n".join(looks.faults)


def test_the_pages_of_the_committee(world, cast, enter, looks):
    hand = enter(looks=looks, signed_in=cast.secretary)
    pages = [
        ("desk:home",),
        ("committee:sittings",),
        ("committee:call",),
        ("committee:sitting", world.sitting),
        ("committee:add", world.sitting),
        ("committee:agenda", world.sitting),
        ("committee:end", world.sitting),
        *(
            (f"committee:{name}", world.item)
            for name in ("item", "motion", "close", "postpone", "send_back", "conflict")
        ),
        ("committee:decisions",),
        ("committee:decision", Decision.objects.latest("pk").pk),
        ("desk:case_tab", world.waiting, "committee"),
        ("desk:step", world.waiting, "send-back"),
    ]
    empty = {f"committee:{name}" for name in ("call", "add", "motion", "postpone", "send_back", "conflict")}
    walk(hand, pages, empty=empty)
    member = enter(looks=looks, signed_in=cast.members[1])
    walk(member, [("desk:home",), ("committee:item", world.item)])
    assert looks.faults == [], "\n".join(looks.faults)
