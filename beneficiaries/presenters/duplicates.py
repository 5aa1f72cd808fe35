"""The cards beside the form of a new person: who may be the same one, and that none of them is."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from accounts.domain import access_log
from accounts.models import AccessLog
from beneficiaries.domain import people
from beneficiaries.domain.duplicates import lookup
from beneficiaries.domain.duplicates.scoring import WEIGHTS
from beneficiaries.forms.people import PersonForm
from beneficiaries.models import Beneficiary
from beneficiaries.queries.search import mobile_of
from ledger.errors import Refused

if TYPE_CHECKING:
    from django.http import HttpRequest

TYPED = ("first_name", "father_name", "grandfather_name", "family_name", "birth_date", "sex", "district", "mobile")
LONGEST = 300
SAID = 3


@dataclass(frozen=True)
class Card:
    """Somebody who may be the person: how they are reached, what speaks for it, their last application."""

    person: Beneficiary
    phone: str
    words: list[Any]
    last: Any


class Alike:
    """What the page shows of a posted form, and what the reader answered to it."""

    def __init__(self, request: "HttpRequest", form: PersonForm) -> None:
        self.request, self.form = request, form
        self.apart = request.POST.get("apart") == "on"
        self.reason = request.POST.get("apart_reason", "").strip()[:LONGEST]
        self.refused = False

    @cached_property
    def found(self) -> list[lookup.Near]:
        """Who may be the person that is typed; what is wrong in the form is left out of the question."""
        self.form.is_valid()
        given = self.form.cleaned_data
        return lookup.near(typed=lookup.Typed(**{name: given[name] for name in TYPED if given.get(name)}))

    @cached_property
    def cards(self) -> list[Card]:
        """A card each, the likeliest first; that they were shown is logged."""
        if not self.found:
            return []
        by: Any = self.request.user
        access_log.log(by=by, what=AccessLog.What.SEARCH, detail=f"alike: {len(self.found)}", url=self.request.path)
        last = _last_applications([one.person for one in self.found], by)
        return [Card(one.person, mobile_of(one.person), _words(one), last.get(one.person.pk)) for one in self.found]

    @property
    def others(self) -> list[int]:
        """Those who, as the reader says, are other people."""
        return [one.person.pk for one in self.found] if self.apart else []

    def check(self) -> None:
        """Raises Refused where somebody may be the person and the reader has not said of all who are shown that they
        are not. A number that is kept already is for the register to refuse."""
        if not self.found or people.find_by_id(number=self.form.cleaned_data.get("id_number", "")) is not None:
            return
        seen = set(self.request.POST.getlist("seen"))
        if self.apart and self.reason and {str(one.person.public_id) for one in self.found} <= seen:
            return
        self.refused = True
        sentence = _(
            "Somebody registered may be this person. Their file is carried on, or it is said why it is another."
        )
        raise Refused(sentence, field="apart", code="alike")


def _words(one: lookup.Near) -> list[Any]:
    """The weightiest signs for it."""
    signs = sorted((sign for sign in one.likeness.signs if WEIGHTS[sign] > 0), key=lambda sign: -WEIGHTS[sign])
    return [sign.label for sign in signs[:SAID]]


def _last_applications(found: list[Beneficiary], by: Any) -> dict[int, Any]:
    """The last application of each that the reader may see, through the relation: applications stand a floor above."""
    relation: Any = Beneficiary._meta.get_field("applications")
    visible = relation.related_model.objects.visible_to(by).filter(beneficiary__in=found).select_related("service")
    latest = visible.order_by("beneficiary_id", "-created_at", "-pk").distinct("beneficiary_id")
    return {one.beneficiary_id: one for one in latest}
