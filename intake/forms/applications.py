"""Choosing the service, who applies, and how they are told."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.models import Branch, Staff
from beneficiaries.models import Beneficiary, Representative
from beneficiaries.states import ContactKind
from intake.models import Service
from intake.queries.services import offered_services
from policy.models import Channel
from policy.states import Way
from ui.forms import PortalForm
from ui.markup import ltr

SELF = "self"
# a call needs a number as a text message does; letters and delegates go to the person's address
REACHED_AT = {Way.SMS: ContactKind.MOBILE, Way.EMAIL: ContactKind.EMAIL, Way.PHONE: ContactKind.MOBILE}
MUST_HAVE = (Way.SMS, Way.EMAIL)


class StartForm(PortalForm):
    """An application to be opened for `person` by `user`."""

    service = forms.ModelChoiceField(
        label=_("Service"),
        queryset=Service.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": _("The service is not chosen yet."),
            "invalid_choice": _("This service is not open for applications."),
        },
    )
    representative = forms.ChoiceField(
        label=_("Who applies"),
        widget=forms.RadioSelect,
        initial=SELF,
        error_messages={
            "required": _("Who applies is not chosen yet."),
            "invalid_choice": _("This guardian or agent does not act for this person."),
        },
    )
    notify = forms.ChoiceField(
        label=_("How the applicant is told"),
        help_text=_("The receipt and the outcome go this way. The applicant chooses."),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("The way in which the applicant is told is not chosen yet."),
            "invalid_choice": _("This way is not open to this person. Another one has to be chosen."),
        },
    )
    outcome_in_message = forms.BooleanField(
        label=_("The applicant agrees that the outcome itself stands in the message"),
        help_text=_("Without this, a message says that the answer is there and how to get it."),
        required=False,
    )
    branch = forms.ModelChoiceField(
        label=_("Branch"),
        queryset=Branch.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": _("The branch is not chosen yet."),
            "invalid_choice": _("This branch is not in use."),
        },
    )

    def __init__(self, *args: Any, person: Beneficiary, user: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.ways = ways_to_tell(person)
        self.people = {str(one.pk): one for one in person.representatives.acting()}
        self.fields["service"].queryset = services = offered_services()  # type: ignore[attr-defined]
        if len(services) == 1:
            self.fields["service"].initial = services[0]
        self.fields["representative"].choices = [  # type: ignore[attr-defined]
            (SELF, _("The beneficiary: %(name)s") % {"name": person.full_name}),
            *((key, f"{one.get_kind_display()}: {one.name}") for key, one in self.people.items()),
        ]
        self.fields["notify"].choices = [(key, way["label"]) for key, way in self.ways.items()]  # type: ignore[attr-defined]
        self.fields["notify"].initial = preferred_way(person, self.ways)
        if user.branch_id is None:
            self.fields["branch"].queryset = Branch.objects.filter(active=True)  # type: ignore[attr-defined]
        else:
            del self.fields["branch"]

    def service_rows(self) -> list[dict[str, Any]]:
        """Return each service's radio with what the service requires."""
        services = {str(one.pk): one for one in self.fields["service"].queryset}  # type: ignore[attr-defined]
        return [{"option": option, "service": services[str(option.data["value"])]} for option in self["service"]]

    def chosen(self) -> dict[str, Any]:
        """Return the arguments of open_draft() but `by` and `beneficiary`."""
        way = self.ways[self.cleaned_data["notify"]]
        return {
            "service": self.cleaned_data["service"],
            "branch": self.cleaned_data.get("branch") or self.user.branch,
            "representative": self._representative(),
            "notify_channel": way["channel"],
            "notify_way": way["way"],
            "notify_contact": way["contact"],
            "outcome_in_message": self.cleaned_data["outcome_in_message"],
        }

    def _representative(self) -> Representative | None:
        return self.people.get(self.cleaned_data["representative"])


def ways_to_tell(person: Beneficiary) -> dict[str, dict[str, Any]]:
    """Return every way in which this person can be told an outcome: channel, way, contact point and label, by key."""
    contacts = list(person.contact_points.filter(active=True))
    found: dict[str, dict[str, Any]] = {}
    for channel in Channel.objects.carrying_decisions():
        for way in map(Way, channel.ways):
            fitting: list[Any] = [contact for contact in contacts if contact.kind == REACHED_AT.get(way)]
            for contact in fitting or ([] if way in MUST_HAVE else [None]):
                key = f"{channel.pk}-{way}-{contact.pk if contact else 0}"
                label = _way_label(way, contact, channel)
                found[key] = {"channel": channel, "way": way.value, "contact": contact, "label": label}
    return found


def preferred_way(person: Beneficiary, ways: dict[str, dict[str, Any]]) -> str:
    """Return the key of the way that the person's preferred channel offers first; empty where there is none."""
    return next((key for key, way in ways.items() if way["channel"].pk == person.preferred_channel_id), "")


def _way_label(way: Way, contact: Any, channel: Channel) -> str:
    where = format_html(" {}", ltr(contact.value)) if contact else ""
    return format_html("{}{} <span class='meta'>· {}</span>", way.label, where, channel.name)
