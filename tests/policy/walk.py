"""One person's passage under a policy, from the counter to the service, a method for what one member of staff does."""

import datetime as dt
from io import BytesIO
from typing import Any

from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import Staff
from accounts.states import Role
from channels_log.domain import sending, sweep
from channels_log.models import Notice
from committee.models import DepartmentDecision, Sitting
from documents.domain import stored_files
from documents.models import StoredFile
from intake.models import Application, Statement
from policy.models import Channel
from tests import factories
from tests.intake.paper_browser import send, text_of

DAY_0 = dt.datetime(2026, 3, 1, 10, 0, tzinfo=dt.timezone(dt.timedelta(hours=3)))
EARLIEST = DAY_0 + dt.timedelta(days=14)
QUESTION = "هل تشمل المساعدة متأخرات الإيجار السابقة؟"


def read(file: StoredFile) -> str:
    """The words of a PDF."""
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(stored_files.read(file=file))).pages)


class Walk:
    """The staff of one association, a browser, and the case that goes from hand to hand."""

    def __init__(self, client: Client) -> None:
        self.client = client
        branch = factories.make_branch()
        self.reception = factories.make_staff(Role.RECEPTION, branch=branch)
        self.researcher = factories.make_staff(Role.RESEARCHER, branch=branch)
        self.head = factories.make_staff(Role.HEAD)
        self.service = factories.make_service()

    @property
    def case(self) -> Application:
        """The application as it stands."""
        return Application.objects.get()

    def sign_in(self, staff: Staff) -> None:
        """Another person sits down at the browser."""
        self.client.force_login(staff)

    def url(self, name: str) -> str:
        """A page of the case."""
        return reverse(name, args=[self.case.reference])

    def follow(self, answer: Any) -> tuple[str, Any]:
        """The page that an answer leads to."""
        assert answer.status_code == 302, text_of(answer)
        page = self.client.get(answer.url)
        assert page.status_code == 200
        return answer.url, page

    def post(self, url: str, *, has: str = "", to: str = "", **typed: Any) -> tuple[str, Any]:
        """Opens a page, types into its form, sends it, and follows."""
        return self.follow(send(self.client, url, self.client.get(url), has=has, to=to, **typed))

    def arrive(self) -> tuple[str, Any]:
        """Reception registers a woman who came to the counter; returns the page on which an application starts."""
        self.sign_in(self.reception)
        number = factories.id_number()
        born = {"day": "5", "month": "6", "year": "1400", "calendar": "hijri"}
        return self.post(
            f"/people/new/?q={number}",
            has="first_name",
            first_name="نورة",
            family_name="الغيثاني",
            sex="female",
            id_number=number,
            mobile="0500012345",
            email="noura@example.org",
            city="الرياض",
            district="الواحة",
            **{f"birth_date_{part}": value for part, value in born.items()},
        )

    def hand_in_papers(self, url: str, page: Any) -> None:
        """Service and way of the answer chosen, both documents seen, every line matched."""
        letters = Channel.objects.carrying_decisions().get(ways__contains=["letter"])
        chosen = {"service": str(self.service.pk), "notify": f"{letters.pk}-letter-0"}
        url, page = self.follow(send(self.client, url, page, has="service", **chosen))
        card, lease = Statement.objects.get().documents.order_by("position")
        expires = {"day": "1", "month": "9", "year": "2029"}
        papers = {
            "answer-rent": "18000",
            "answer-people": "6",
            f"document-{card.pk}-seen_original": "on",
            f"document-{lease.pk}-seen_original": "on",
            **{f"document-{card.pk}-expires_on_{part}": value for part, value in expires.items()},
        }
        url, page = self.follow(send(self.client, url, page, has="answer-rent", do="go on", **papers))
        for keys in (("name", "id", "born"), ("rent", "people")):
            lines = Statement.objects.get().lines.filter(key__in=keys)
            found = {f"line-{line.pk}": "matches" for line in lines}
            url, page = self.follow(send(self.client, url, page, has="edits", do="go on", **found))

    def refer_a_point(self) -> str:
        """Reception refers what is unclear, the head of research answers; returns the words of the page before."""
        page = self.url("intake:referrals")
        words = text_of(self.client.get(page))
        self.post(page, has="question", question=QUESTION)
        self.sign_in(self.head)
        point = self.case.referrals.get()
        self.post(page, **{"has": f"r{point.pk}-answer", f"r{point.pk}-answer": "تُدرس المتأخرات مع الطلب نفسه."})
        self.sign_in(self.reception)
        return words

    def sign(self) -> str:
        """The applicant signs by name; returns the words under which they did."""
        page = self.url("intake:declaration")
        words = text_of(self.client.get(page))
        self.post(page, has="digest", method="typed", signer_name=self.case.applicant_name)
        return words

    def submit(self) -> str:
        """Submitted, the receipt printed and handed over; returns the words of the paper."""
        page, to = self.url("intake:declaration"), self.url("intake:submit")
        url, _page = self.post(page, to=to)
        self.post(url, to=self.url("intake:receipt_issue"))
        self.post(url, to=self.url("intake:receipt_hand_over"))
        return read(self.case.receipt.file)

    def study(self) -> str:
        """The researcher studies the case and refers it; returns the words of the page on which it is referred."""
        self.sign_in(self.researcher)
        self.follow(self.client.post(self.url("eligibility:take"), {"step": self.case.step}))
        self.post(self.url("eligibility:review"), has="finding", finding="satisfies", note="الوثائق مكتملة وسارية.")
        self.post(
            self.url("eligibility:interview"),
            has="summary",
            place="office",
            present="المستفيدة",
            summary="دخل الأسرة ثابت ولا يفي بالإيجار.",
            held_on_day="3",
            held_on_month="3",
            held_on_year="2026",
        )
        self.post(
            self.url("eligibility:recommend"),
            has="reasons",
            outcome="accept",
            help_kind="سداد إيجار سكن",
            amount="9000",
            reasons="الدخل دون الحد.",
        )
        page = self.url("eligibility:refer")
        words = text_of(self.client.get(page))
        self.post(page, has="step")
        assert self.case.status == "awaiting_decision"
        return words

    def by_committee(self) -> Staff:
        """A sitting is called, opened and attended, the motion is carried, the voting closed; returns the chair."""
        committee = factories.make_committee()
        secretary = factories.secretary(committee)
        self.sign_in(secretary)
        day = {"day_day": "4", "day_month": "3", "day_year": "2026"}
        self.post(reverse("committee:call"), has="time", time="10:30", kind="in_person", place="القاعة", **day)
        sitting = Sitting.objects.get()
        of_sitting = {name: reverse(f"committee:{name}", args=[sitting.pk]) for name in ("add", "open", "attendance")}
        self.follow(self.client.post(of_sitting["add"], {"cases": [self.case.pk]}))
        self.follow(self.client.post(of_sitting["open"]))
        members = list(committee.members.values_list("pk", flat=True))
        self.follow(self.client.post(of_sitting["attendance"], {"members": members}))
        item = sitting.items.get()
        self.post(reverse("committee:motion", args=[item.pk]), has="reasons")
        for member in committee.members.exclude(staff=secretary).select_related("staff"):
            self.sign_in(member.staff)
            dossier = reverse("committee:item", args=[item.pk])
            self.post(dossier, has="choice", choice="for")
        self.sign_in(secretary)
        self.follow(self.client.post(reverse("committee:close", args=[item.pk]), {"motion": item.motions.get().pk}))
        self.record_url = reverse("committee:record", args=[item.pk])
        return committee.members.get(seat="chair").staff  # type: ignore[no-any-return]

    def by_department(self) -> Staff:
        """One authorised person rules as recommended, another countersigns; returns the one who ruled."""
        decider, other = factories.make_staff(Role.DECIDER), factories.make_staff(Role.COUNTERSIGNER)
        self.sign_in(decider)
        self.post(self.url("department:decide"), has="reasons")
        department_decision = DepartmentDecision.objects.get()
        self.sign_in(other)
        self.post(reverse("department:countersign", args=[department_decision.pk]), has="answer", answer="agree")
        self.record_url = reverse("department:record", args=[department_decision.pk])
        return decider

    def send_what_is_owed(self) -> None:
        """One sweep, and what a worker does with it."""
        sending.send_all(claimed=sweep.run().claimed)

    def letter(self) -> str:
        """The words of the letter that tells the outcome, as reception prints it."""
        self.sign_in(self.reception)
        notice = Notice.objects.get(application=self.case, kind="decision")
        answer = self.client.get(reverse("channels_log:notice_letter", args=[notice.pk]))
        assert answer["Content-Type"] == "application/pdf"
        return read(notice.letter)

    def finish(self) -> None:
        """The registration completed and the service provided."""
        self.sign_in(self.reception)
        self.post(self.url("delivery:register"), has="confirmed", confirmed="on")
        on = {"provided_on_day": "16", "provided_on_month": "3", "provided_on_year": "2026"}
        self.post(self.url("delivery:deliver"), has="received_by", received_by=self.case.applicant_name, **on)
