"""The tools: published, opened from a case, used in a contact, and closed to whom they are not for."""

from functools import partial

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.states import Role
from conformance.domain import pages
from conformance.domain.checks.base import Check, Words, require
from conformance.domain.clauses import Clause
from conformance.domain.scene import Scene, refused
from ledger import clock
from policy.models import PolicyVersion, Tool
from scenarios.applications import ANSWERS

FORM = "request_form"
_PAPER = (
    *("policy.domain.tools.publish", "policy.queries.tools.open_to", "policy.rules.may_open"),
    *("channels_log.domain.communications.log", "policy:tool_file", "desk:case"),
)
_PRINTED = (
    *("intake.domain.request_forms.blank", "intake.domain.request_forms.filled"),
    *("intake:blank_form", "intake:filled_form"),
)


def check(clause: Clause, version: PolicyVersion) -> Check | None:
    """The request form is drawn by the portal; every tool is a document with versions."""
    if clause.name == FORM:
        return Check("tools.request_form", _PRINTED, printed)
    return Check("tools.paper", _PAPER, partial(paper, key=clause.name))


def paper(scene: Scene, *, key: str) -> Words:
    """A version is published and used; the next one is for another role, and closes itself to this one."""
    from channels_log.domain import communications
    from channels_log.states import Direction
    from policy.domain import tools
    from policy.models import Channel
    from policy.queries.tools import current

    tool = Tool.objects.offered().filter(key=key).first()
    require(tool, _("the tool is not in use any more"))
    assert tool is not None
    before = current(tool=tool)
    with refused(_("publishing by somebody who does not keep the lists"), code="may"):
        tools.publish(tool_id=tool.pk, file=scene.paper(), effective_on=clock.today(), by=scene.reception)
    version = tools.publish(tool_id=tool.pk, file=scene.paper(), effective_on=clock.today(), by=scene.admin)
    require(_opened(scene, tool) == version, _("the version of today is not the one that opens"))
    application = scene.draft()
    pages.shows("desk:case", application.reference, by=scene.reception, texts=[tool.name])
    pages.shows("policy:tool_file", tool.key, version.number, by=scene.reception)
    used = communications.log(
        by=scene.reception,
        channel=Channel.objects.taking_in()[0],
        direction=Direction.IN,
        summary="شرح الأداة",
        application=application,
        tool_version=version,
    )
    require(used.tool_version_id == version.pk, _("the contact does not say which version was used"))
    closed = tools.publish(
        tool_id=tool.pk,
        file=scene.paper(),
        effective_on=clock.today(),
        by=scene.admin,
        may_open=[Role.RESEARCHER],
    )
    require(_opened(scene, tool) is None, _("a version opens to a role that it is closed to"))
    pages.hidden("policy:tool_file", tool.key, closed.number, by=scene.reception)
    pages.shows("policy:tool_file", tool.key, closed.number, by=scene.researcher)
    return _ENDS[before is None]


_ENDS = {
    False: _(
        "A version was published, opened beside a case and named in a contact; the next, for another role, stayed"
        " closed."
    ),
    True: _(
        "A version was published, opened beside a case and named in a contact; the next, for another role, stayed"
        " closed."
        " No file of this tool has been uploaded here yet."
    ),
}


def _opened(scene: Scene, tool: Tool) -> object:
    from policy.queries import tools

    return dict(tools.open_to(user=scene.reception)).get(tool)


def printed(scene: Scene) -> Words:
    """The blank form of a service grows with each question; the filled one holds an application's answers."""
    from intake.domain import request_forms
    from intake.models import RequiredField
    from intake.states import FieldKind, Takes

    service = scene.service()
    blank = request_forms.blank(service=service)
    require(blank.startswith(b"%PDF"), _("the blank form is no PDF"))
    pages.shows("intake:blank_form", service.code, by=scene.reception)
    application = scene.draft(service=service)
    empty = request_forms.filled(application=application)
    scene.fill(application)
    filled = request_forms.filled(application=application)
    require(filled != empty and len(filled) > len(empty), _("the form does not show what the applicant answered"))
    pages.shows("intake:filled_form", application.reference, by=scene.reception)
    RequiredField.objects.create(
        service=service,
        document=service.required_documents.get(key="lease"),
        key="more",
        label="سؤال أُضيف إلى النموذج للفحص",
        kind=FieldKind.TEXT,
        takes=Takes.ANSWER,
        position=9,
    )
    longer = request_forms.blank(service=service)
    require(len(longer) > len(blank), _("a question that the service asks is not on the form"))
    return format_lazy(
        _("The blank form of a service was drawn and grew with a question; filled in, it carries {count} answers."),
        count=len(ANSWERS),
    )
