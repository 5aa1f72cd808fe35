"""The case file: its header, its tabs, and what each tab shows."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from accounts.states import Perm
from beneficiaries.states import Relation
from channels_log.presenters.notices import state_tag
from committee.presenters.department_decisions import round_of
from committee.queries.committees import committees_of
from committee.rules import sees_decision_of
from desk.presenters import history
from desk.presenters.next_actions import next_action, other_actions
from desk.presenters.steps import rail
from desk.queries.case_files import CaseFile
from desk.queries.status_tags import Tag, tag_of
from desk.states import DECIDED
from intake import rules
from intake.states import MatchResult, Mechanism, Status
from ledger import clock
from policy.queries import tools
from policy.states import Way
from ui.dates import day
from ui.markup import ltr

if TYPE_CHECKING:
    from accounts.models import Staff

FIRST = "data"
Context = dict[str, Any]
Content = Callable[[CaseFile, "Staff", Mapping[str, str]], Context]

MATCH_LOOKS = {
    MatchResult.OPEN: ("clock", ""),
    MatchResult.MATCHES: ("check", "green"),
    MatchResult.DIFFERS: ("alert", "amber"),
    MatchResult.ABSENT: ("minus", ""),
}


@dataclass(frozen=True)
class Tab:
    """A tab of the case file: its word, and what it shows."""

    label: Any
    content: Content


def tabs_of(user: "Staff") -> list[str]:
    """Return the tabs that `user` sees. What the researcher wrote is for those who study and decide."""
    study = user.may_any(Perm.ASSESS, Perm.SEE_CASES_AT_COMMITTEE, Perm.SEE_CASES_AT_DECISION)
    return [key for key in TABS if key != "assessment" or study]


def page(file: CaseFile, user: "Staff", tab: str) -> Context:
    """Return what every tab shows around itself."""
    counts = {"documents": sum(1 for row in file.documents if row.shown), "contacts": len(file.communications)}
    return {
        "file": file,
        "application": file.application,
        "person": file.application.beneficiary,
        "tag": tag_of(file.application.status),
        "steps": rail(file),
        "next": next_action(user, file),
        "others": other_actions(user, file),
        "now": clock.now(),
        "may_reveal": user.may(Perm.REVEAL_IDS),
        "may_search": user.may(Perm.SEARCH_PEOPLE),
        "tab": tab,
        "tabs": [{"key": key, "label": TABS[key].label, "count": counts.get(key, 0)} for key in tabs_of(user)],
        "tab_template": f"desk/tabs/_{tab}.html",
        "tools": tools.usable(user=user),
    }


def _data(file: CaseFile, user: "Staff", asked: Mapping[str, str]) -> Context:
    stated = file.statement.data if file.statement else {}
    return {
        "lines": [{"line": line, "tag": _match_tag(line.result)} for line in file.lines],
        "household": [_member(member) for member in stated.get("household", [])],
        "applicant": _applicant(file),
    }


def _member(stated: dict[str, Any]) -> Context:
    """Return a member of the household as it was stated, in words."""
    relation, born = stated.get("relation", ""), stated.get("birth_date")
    return {
        "name": stated.get("name", ""),
        "relation": Relation(relation).label if relation in Relation.values else relation,
        "born": dt.date.fromisoformat(born) if born else None,
    }


def _match_tag(result: str) -> Tag:
    icon, tone = MATCH_LOOKS[MatchResult(result)]
    return Tag(MatchResult(result).label, icon, tone)


def _applicant(file: CaseFile) -> list[tuple[Any, Any]]:
    """Return who asks, how they are told, and by which policy."""
    application = file.application
    representative = application.representative
    facts: list[tuple[Any, Any]] = [
        (_("Beneficiary"), application.beneficiary.full_name),
        (_("Date of birth"), day(application.beneficiary.birth_date)),
        (_("District"), application.beneficiary.district),
    ]
    if representative:
        facts.append((representative.get_kind_display(), representative.name))
    facts += [
        (_("Service"), application.service.name),
        (_("Notices go by"), _way(application.notify_channel.name, application.notify_way)),
        (_("Notices go to"), ltr(application.notify_contact.value) if application.notify_contact else ""),
        (_("Outcome in the message"), _("Agreed to") if application.outcome_in_message else _("Not agreed to")),
        (_("Branch"), application.branch.name),
        (_("Researcher"), application.researcher.name if application.researcher else ""),
    ]
    return [(label, value) for label, value in facts if value]


def _way(channel: str, way: str) -> str:
    return f"{channel} · {Way(way).label}" if way in Way.values else channel


def _documents(file: CaseFile, user: "Staff", asked: Mapping[str, str]) -> Context:
    issued = [(_("Printed receipt"), file.receipt.file, file.receipt.issued_at)] if file.receipt else []
    issued += [
        (_("Letter: %(about)s") % {"about": notice.get_kind_display()}, notice.letter, notice.created_at)
        for notice in file.notices
        if notice.letter
    ]
    return {"rows": file.documents, "issued": issued, "signed": file.declaration}


def _assessment(file: CaseFile, user: "Staff", asked: Mapping[str, str]) -> Context:
    study, wanted = file.assessment, file.application.service.mechanisms
    written = [row for row in file.recommendations if row.round == file.application.round]
    reviews = list(study.reviews.all())[::-1] if study else []
    interviews = list(study.interviews.all())[::-1] if study else []
    checks = [
        (Mechanism.DOCUMENT_REVIEW in wanted, _("Document review"), bool(reviews), "eligibility:review"),
        (Mechanism.INTERVIEW in wanted, _("Personal interview"), bool(interviews), "eligibility:interview"),
        (True, _("Recommendation"), bool(written), "eligibility:recommend"),
    ]
    return {
        "checks": [{"label": label, "done": done, "view": view} for needed, label, done, view in checks if needed],
        "reviews": reviews,
        "interviews": interviews,
        "recommendations": file.recommendations,
        "studies": rules.may_study(user, file.application),
    }


def _committee(file: CaseFile, user: "Staff", asked: Mapping[str, str]) -> Context:
    """Until a decision only those who decide see more than when an outcome may come."""
    item = file.agenda_item
    mine = item is not None and user.may(Perm.SEE_CASES_AT_COMMITTEE)
    on_my_agenda = mine and item is not None and item.sitting.committee_id in committees_of(user)
    department, inside = file.application.policy_version.by_department, sees_decision_of(user, file.application)
    return {
        "item": item if on_my_agenda else None,
        "inside": inside,
        "department": department,
        "department_round": round_of(file.application, user) if department and inside else None,
        "decisions": file.decisions,
        "waits": file.application.state == Status.AWAITING_DECISION,
        "before": file.application.state not in DECIDED and file.application.state != Status.CLOSED,
        "body": file.application.policy_version.deciding_body,
    }


def _communications(file: CaseFile, user: "Staff", asked: Mapping[str, str]) -> Context:
    return {
        "events": [history.communication_event(row) for row in file.communications],
        "notices": [{"notice": notice, "tag": state_tag(notice)} for notice in file.notices],
        "may_log": user.may(Perm.LOG_CONTACTS),
        "may_carry": user.may(Perm.CARRY_NOTICES),
    }


def _history(file: CaseFile, user: "Staff", asked: Mapping[str, str]) -> Context:
    show = asked.get("show", "")
    offered = [("", _("All")), (history.COMMUNICATIONS, _("Contacts")), (history.MOVES, _("Moves"))]
    chosen = show if show in (history.COMMUNICATIONS, history.MOVES) else ""
    return {
        "events": history.timeline(file, chosen),
        "shows": [{"key": key, "label": label, "current": key == chosen} for key, label in offered],
        "applicant": _applicant(file),
    }


TABS: dict[str, Tab] = {
    FIRST: Tab(pgettext_lazy("tab", "Data"), _data),
    "documents": Tab(pgettext_lazy("tab", "Documents"), _documents),
    "assessment": Tab(pgettext_lazy("tab", "Assessment"), _assessment),
    "committee": Tab(pgettext_lazy("tab", "Decision"), _committee),
    "contacts": Tab(pgettext_lazy("tab", "Contacts"), _communications),
    "history": Tab(pgettext_lazy("tab", "History"), _history),
}
