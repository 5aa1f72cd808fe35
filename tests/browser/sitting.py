"""The committee's part of the passage, a function for what one person does at one time."""

import datetime as dt

from committee.models import Sitting
from intake.models import Application
from tests.browser.hands import Hand
from tests.browser.steps import BAR, NEXT, SUBMIT


def call(hand: Hand, reference: str, on: dt.date) -> None:
    """The secretary calls a sitting, fills its agenda, opens it, records who came, and puts the motion."""
    hand.open("/")
    hand.go('.nav-main a[href="/committee/"]')
    hand.go('a[href$="/committee/call/"]')
    hand.date("day", str(on.day), str(on.month), str(on.year))
    hand.time("[name=time]", "10:30")
    hand.choose('[name=kind][value="in_person"]')
    hand.write("[name=place]", "قاعة الاجتماعات")
    hand.go(SUBMIT)
    hand.go(NEXT)
    hand.choose(f'[name=cases][value="{Application.objects.get(reference=reference).pk}"]')
    hand.go(SUBMIT)
    hand.go(NEXT)
    members = Sitting.objects.get().committee.members.values_list("pk", flat=True)
    for member in members:
        hand.choose(f'[name=members][value="{member}"]')
    hand.go('form[action$="/attendance/"] button')
    hand.go(NEXT)


def propose(hand: Hand) -> None:
    """The motion, as the researcher recommended."""
    hand.go(BAR)
    assert hand.path.endswith("/motion/"), hand.path
    assert hand.page.input_value("[name=help_kind]") == "سداد إيجار سكن"
    hand.go(SUBMIT)


def open_the_dossier(hand: Hand) -> None:
    """From one's own page through the sitting to the case."""
    hand.open("/")
    hand.go('.list-side a[href^="/committee/"]')
    hand.go(NEXT)
    assert hand.path.startswith("/committee/items/"), hand.path


def declare_a_conflict(hand: Hand) -> None:
    """A member steps back, and the dossier is closed to them."""
    open_the_dossier(hand)
    dossier = hand.path
    hand.go("a.coi")
    hand.write("[name=reason]", "قرابة من الدرجة الثانية.")
    hand.go("main form .btn-danger")
    assert hand.page.request.get(dossier).status == 404


def vote_in_favour(hand: Hand) -> None:
    """A vote by the means that this hand has."""
    open_the_dossier(hand)
    hand.vote("for")
    assert hand.count("form[data-keys]") == 0


def close_the_voting(hand: Hand) -> None:
    """The secretary closes it, asked once more where somebody has not voted."""
    open_the_dossier(hand)
    hand.go(BAR)
    if hand.path.endswith("/close/"):
        hand.go(SUBMIT)
    assert hand.path.startswith("/committee/items/"), hand.path


def record(hand: Hand, reference: str) -> None:
    """The chair records the decision once the window has passed."""
    hand.open("/")
    hand.go(f'.rows a[href*="{reference}"], .rows a[href^="/committee/items/"]')
    if hand.path.startswith("/cases/"):
        hand.go(NEXT)
    hand.go('form[action$="/record/"] button')
    assert hand.path.startswith("/committee/decisions/"), hand.path


def end(hand: Hand) -> None:
    """The secretary ends the sitting."""
    hand.open("/")
    hand.go('.list-side a[href^="/committee/"]')
    hand.go(NEXT)
    assert hand.path.endswith("/end/"), hand.path
    hand.go(SUBMIT)
    assert Sitting.objects.get().ended_at is not None
