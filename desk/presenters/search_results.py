"""What was found, as rows of a list: people with what was typed marked in their names, or applications."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from beneficiaries.models import names
from beneficiaries.queries.name_correction import Replacement
from beneficiaries.queries.search import Kind
from beneficiaries.states import IdKind
from desk.presenters.highlights import marked
from desk.queries.search import Answer, Result
from desk.queries.status_tags import tag_of
from intake.models import Application
from intake.states import ENDS, Status
from ui.dates import day
from ui.links import address
from ui.list_rows import Row, Tag
from ui.markup import ltr


def rows(answer: Answer) -> list[Row]:
    if answer.cases:
        return [_case(application) for application in answer.cases]
    parts = (
        [*names.parts(answer.typed), *(replacement.word for replacement in answer.replacements)]
        if answer.kind == Kind.NAME
        else []
    )
    page = _People(parts)
    return [page.row(result) for result in answer.results]


def replacements(answer: Answer) -> list[Replacement]:
    """Which typed words were taken for which, these as those found write them: the index knows no ة and no hamza."""
    written: dict[str, str] = {}
    for result in answer.results:
        for word in str(result.person).split():
            written.setdefault(names.normalise(word), word)
    return [
        replace(replacement, word=written.get(replacement.word, replacement.word))
        for replacement in answer.replacements
    ]


class _People:
    """What all rows of people share: the typed parts, and the sentences in the reader's language."""

    def __init__(self, parts: Sequence[str]) -> None:
        self.parts = parts
        self.kinds = {kind: str(label) for kind, label in IdKind.choices}
        self.mobile, self.last, self.none = _("mobile"), _("Last application:"), _("No earlier applications")
        self.action = _("Open file")
        self.idle = Tag(_("No open application"), "minus")

    def row(self, result: Result) -> Row:
        name = str(result.person)
        return Row(
            who=marked(name, self.parts),
            about=self._about(result),
            tag=self._tag(result.last),
            url=address("desk:person", result.person.public_id),
            action=self.action,
            action_label=f"{self.action}: {name}",
        )

    def _about(self, result: Result) -> SafeString:
        known = format_html("{} {}", self.kinds[result.person.id_kind], ltr(result.person.masked_id))
        if result.phone:
            known = format_html("{} · {} {}", known, self.mobile, ltr(result.phone))
        if result.last is None:
            return format_html("{}<br>{}", known, self.none)
        return format_html(
            "{}<br>{} {} · {}", known, self.last, result.last.service.name, day(result.last.created_at, short=True)
        )

    def _tag(self, last: Application | None) -> Tag | None:
        if last is None:
            return None
        if last.state in ENDS and last.state != Status.SERVED:
            return self.idle
        return tag_of(last.status)


def _case(application: Application) -> Row:
    action = _("Open file")
    return Row(
        who=ltr(application.reference),
        about=format_html(
            "{} · {} · {}",
            str(application.beneficiary),
            application.service.name,
            day(application.created_at, short=True),
        ),
        tag=tag_of(application.status),
        url=address("desk:case", application.reference),
        action=action,
        action_label=f"{action}: {application.reference}",
    )
