"""The passage of one application, a function for what one person does at one time. Any hand may do it."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from channels_log.domain import sending, sweep
from intake.models import Application, Statement
from tests.browser.hands import Hand
from ui.calendars import day_of, to_hijri

PASSWORD = "a good pass phrase"
NEXT = ".next-act .btn-primary"
SUBMIT = "main form .btn-primary"
BAR = ".actions-bar .btn-primary"
ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
QUESTION = "هل تشمل المساعدة متأخرات الإيجار السابقة؟"
ANSWER = "تُدرس المتأخرات مع الطلب نفسه، وشُرح ذلك للمستفيدة."


def sign_in(hand: Hand, staff: Any) -> None:
    """From the portal's address through the sign-in page to one's own page."""
    hand.open("/")
    assert hand.path.startswith("/accounts/login/")
    hand.write("[name=login]", staff.email)
    hand.write("[name=password]", PASSWORD)
    hand.go(SUBMIT)
    assert hand.path.split("?")[0] in ("/", "/figures/"), hand.path
    assert hand.see(staff.name)


def sign_out(hand: Hand) -> None:
    """By the menu of one's own name."""
    hand.unfold("details.menu summary")
    hand.go('form[action="/accounts/logout/"] button')
    hand.open("/")
    assert hand.path.startswith("/accounts/login/"), hand.path


def statement() -> Statement:
    """The statement that is being worked on."""
    return Statement.objects.order_by("-pk")[0]


def find_nobody(hand: Hand, number: str) -> None:
    """Search a number that nobody has, and open the page for somebody new with it."""
    hand.open("/")
    hand.write("#q", number)
    hand.go("[role=search] button")
    assert hand.path == "/search/"
    assert hand.count("h2#h-results") == 1
    assert hand.count(".rows .row-r") == 0
    hand.go("button[name=open]")
    assert hand.path == "/people/new/"


def register(hand: Hand) -> None:
    """A woman born in 1400 with one child; the number stands there from the search. One mistake is mended."""
    for name, text in (
        ("first_name", "نورة"),
        ("father_name", "صالح"),
        ("grandfather_name", "حمد"),
        ("family_name", "الغيثاني"),
    ):
        hand.write(f"[name={name}]", text)
    hand.date("birth_date", "٥", "٦", "١٤٠٠")
    hand.choose('[name=sex][value="female"]')
    hand.write("[name=mobile]", "٠٥٠٠٠١٢٣٤٥")
    hand.write("[name=email]", "noura@example.org")
    hand.write("[name=city]", "الرياض")
    hand.write("[name=district]", "الواحة")
    hand.go("button[name=add_member]")
    hand.write("[name=household-0-name]", "سعد فهد الغيثاني")
    hand.pick("[name=household-0-relation]", "son")
    hand.date("household-0-birth_date", "1", "2", "1499")
    hand.go("main form .actions .btn-primary")
    hand.mend()
    hand.date("household-0-birth_date", "1", "2", "1440")
    hand.go("main form .actions .btn-primary")


def add_a_guardian(hand: Hand, number: str, scan: Path) -> None:
    """From the new application to the page of guardians and agents, and back."""
    hand.go('a[href*="/representative/"]')
    hand.choose('[name=kind][value="guardian"]')
    hand.write("[name=name]", "صالح حمد ناصر الغيثاني")
    hand.write("[name=id_number]", number)
    hand.write("[name=phone]", "0500054321")
    hand.pick("[name=document_kind]", "guardianship_deed")
    hand.write("[name=document_number]", "٤٤٠٠١")
    hand.date("document_expires_on", "1", "1", "1460")
    hand.attach("[name=scan]", scan)
    hand.go(SUBMIT)


def start(hand: Hand, service: Any, *, guardian: bool = False, way: str = "sms") -> str:
    """Choose service, applicant and way of notices; the reference of the draft that opens."""
    assert hand.path.endswith("/start/"), hand.path
    hand.choose(f'[name=service][value="{service.pk}"]')
    if guardian:
        hand.choose('[name=representative]:not([value="self"])')
    hand.choose(f'[name=notify][value*="-{way}-"]')
    hand.choose("[name=outcome_in_message]")
    hand.go(SUBMIT)
    assert hand.path.endswith("/documents/"), hand.path
    return Application.objects.latest("pk").reference


def give_documents(hand: Hand, scan: Path) -> None:
    """Both answers; the identity scanned, the lease seen."""
    hand.write('[name="answer-rent"]', "١٨٠٠٠")
    hand.write('[name="answer-people"]', "6")
    card, lease = statement().documents.order_by("position")
    hand.attach(f'[name="document-{card.pk}-file"]', scan)
    hand.date(f"document-{card.pk}-expires_on", "1", "9", "1490")
    hand.choose(f'[name="document-{lease.pk}-seen_original"]')
    hand.write(f'[name="document-{lease.pk}-number"]', "10000000326")
    hand.go(BAR)
    assert hand.path.endswith("/match/"), hand.path


def match(hand: Hand) -> None:
    """Everything on the identity matches, the whole number in view; the rent differs, and the document stands."""
    lines = {line.key: f"line-{line.pk}" for line in statement().lines.all()}
    number = statement().application.beneficiary.id_number
    assert not hand.see(number)
    hand.go("button.reveal")
    assert hand.see(number)
    for key in ("name", "id", "born"):
        hand.choose(f'[name="{lines[key]}"][value="matches"]')
    hand.go(BAR)
    rent = lines["rent"]
    hand.choose(f'[name="{rent}"][value="differs"]')
    hand.write(f'[name="{rent}-on_document"]', "16500")
    hand.choose(f'[name="{rent}-stands"][value="document"]')
    hand.choose(f'[name="{lines["people"]}"][value="matches"]')
    hand.go(BAR)
    assert hand.path.endswith("/declaration/"), hand.path


def refer_a_point(hand: Hand) -> None:
    """Refer what is unclear to the person responsible."""
    hand.go('a[href$="/referrals/"]')
    hand.write("[name=question]", QUESTION)
    hand.go(SUBMIT)
    assert hand.see(QUESTION)


def answer_the_point(hand: Hand) -> None:
    """The head of research answers from the list of open points."""
    hand.open("/")
    hand.go('a[href$="/referrals/"]')
    hand.write("[name$=-answer]", ANSWER)
    hand.go('form[action$="/answer/"] button')
    assert hand.see(ANSWER)


def resume(hand: Hand, reference: str) -> None:
    """Back to the case from the list, and on with its next action."""
    hand.open("/")
    hand.go(f'.rows a[href*="{reference}"]')
    hand.go(NEXT)


def sign_by_name(hand: Hand) -> None:
    """The applicant types their name under the declaration."""
    hand.choose('[name=method][value="typed"]')
    hand.write("[name=signer_name]", Application.objects.latest("pk").applicant_name)
    hand.go(".sign-ways .btn-primary")
    assert hand.count('form[action$="/submit/"]') == 1


def hand_in(hand: Hand) -> None:
    """Submit, print the receipt, hand it over."""
    hand.go('form[action$="/submit/"] button')
    assert hand.path.endswith("/receipt/"), hand.path
    hand.go('form[action$="/receipt/issue/"] button')
    read_the_receipt(hand)
    hand.go('form[action$="/hand-over/"] button')
    assert Application.objects.latest("pk").receipt.handed_at is not None


def read_the_receipt(hand: Hand) -> None:
    """The printed receipt opens and states both dates in both calendars."""
    link = hand.page.get_attribute('a[href$="/receipt.pdf"]', "href")
    answer = hand.page.request.get(link)
    assert answer.headers["content-type"] == "application/pdf"
    words = " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.body())).pages)
    numbers = set(re.findall(r"\d+", words))
    application = Application.objects.latest("pk")
    for moment in (application.decision_not_before, application.target_at):
        day = day_of(moment)
        hijri = to_hijri(day)
        assert hijri is not None
        assert {str(day.day), str(day.year), str(hijri.day), str(hijri.year)} <= numbers, words


def study(hand: Hand, reference: str) -> None:
    """The researcher takes the case, reviews, interviews, recommends, refers."""
    hand.open("/")
    hand.go(f'.rows a[href*="{reference}"]')
    hand.go(NEXT)
    hand.go(NEXT)
    hand.choose('[name=finding][value="satisfies"]')
    hand.write("[name=note]", "الوثائق مكتملة وسارية، وقيمة العقد ١٦٥٠٠ ريال.")
    hand.go(SUBMIT)
    hand.go(NEXT)
    today = Application.objects.latest("pk").submitted_at
    hand.date("held_on", str(today.day), str(today.month), str(today.year))
    hand.choose('[name=place][value="office"]')
    hand.write("[name=present]", "المستفيدة")
    hand.write("[name=summary]", "دخل الأسرة ثابت ولا يفي بالإيجار.")
    hand.go(SUBMIT)
    hand.go(NEXT)
    hand.choose('[name=outcome][value="accept"]')
    hand.write("[name=help_kind]", "سداد إيجار سكن")
    hand.write("[name=amount]", "٩٠٠٠")
    hand.write("[name=reasons]", "دخل الأسرة دون حد الاستحقاق.")
    hand.go(SUBMIT)
    hand.go(NEXT)
    hand.go(SUBMIT)
    assert Application.objects.get(reference=reference).status == "awaiting_decision"


def send_what_is_owed() -> None:
    """One sweep and what a worker does with it; the worker itself has its own test."""
    sending.send_all(claimed=sweep.run().claimed)


def read_messages(hand: Hand) -> str:
    """What the sandbox holds, as an administrator reads it."""
    hand.open("/")
    hand.go('.nav-main a[href="/contacts/sandbox/"]')
    return hand.page.inner_text("main")


def carry_a_notice(hand: Hand) -> None:
    """Reception calls the applicant, and writes down that they were told."""
    hand.open("/")
    hand.go('.list-side a[href^="/contacts/tasks/"]')
    hand.choose('[name=outcome][value="told"]')
    hand.write("[name=note]", "أُخبر وليّ المستفيد هاتفيًا.")
    hand.go(SUBMIT)


def log_a_contact(hand: Hand) -> None:
    """From the case file: a call that came in."""
    hand.go('a[href^="/contacts/new/"]')
    hand.choose('[name=direction][value="in"]')
    hand.write("[name=summary]", "سأل عن موعد دفع الإيجار.")
    hand.go(SUBMIT)
    assert hand.path.startswith("/cases/"), hand.path


def complete_registration(hand: Hand, reference: str) -> None:
    """Found by its reference; the data confirmed."""
    hand.open("/")
    hand.write("#q", reference)
    hand.go("[role=search] button")
    assert hand.path == f"/cases/{reference}/"
    hand.go(NEXT)
    hand.choose("[name=confirmed]")
    hand.go(SUBMIT)


def deliver(hand: Hand) -> None:
    """The service provided, as granted, today."""
    hand.go(NEXT)
    hand.write("[name=note]", "دُفعت إلى المؤجر بحوالة.")
    hand.go(SUBMIT)
    assert hand.path.startswith("/cases/"), hand.path


def read_the_case(hand: Hand) -> None:
    """Every tab of the case file; all of the seven steps are done."""
    for tab in ("data", "documents", "assessment", "committee", "contacts", "history"):
        link = f'.nav-tabs a[href$="/{tab}/"]'
        if hand.count(link):
            hand.go(link)
        assert hand.count(".rail-wide li.done") == 7
