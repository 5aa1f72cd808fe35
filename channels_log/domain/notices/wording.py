"""What every kind of notice is written with. Notices are in Arabic, the language of the policy and of its people."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from beneficiaries.states import Sex
from policy.states import Way

if TYPE_CHECKING:
    from intake.models import Application

LANGUAGE = "ar"
# what the texts read of an application
CASE = (
    "beneficiary", "representative", "policy_version__association", "notify_channel", "notify_contact", "service",
)  # fmt: skip
# An Arabic text message has 70 characters, or 67 in each part of a longer one (3GPP TS 23.038, UCS-2).
ONE_PART, EACH_PART, MOST_PARTS = 70, 67, 2
# Without a mark before and after it, 1448-00317 inside Arabic is shown with its halves exchanged.
LEFT_TO_RIGHT = "\u200e"


@dataclass(frozen=True)
class Owed:
    """A notice that is owed. `source` is the row that it announces, `take_up_at` when it is sent, if after `due_at`."""

    application: "Application"
    occasion: str
    due_at: datetime
    take_up_at: datetime | None = None
    source: Any = None


@dataclass(frozen=True)
class Written:
    """The text of a notice. `letter` is the template of its paper, with its context, where the way is a letter."""

    body: str
    subject: str = ""
    letter: str = ""
    context: dict[str, Any] = field(default_factory=dict)


def sms_parts(text: str) -> int:
    """Return how many parts of a text message `text` takes."""
    return 1 if len(text) <= ONE_PART else -(-len(text) // EACH_PART)


def fit(versions: Sequence[str]) -> str:
    """Return the first version that takes at most two parts; the last one where none does."""
    return next((text for text in versions if sms_parts(text) <= MOST_PARTS), versions[-1])


def reference(application: "Application") -> str:
    """Return the application's reference, for plain text."""
    return f"{LEFT_TO_RIGHT}{application.reference}{LEFT_TO_RIGHT}"


def phone(application: "Application") -> str:
    """Return the association's telephone number for plain text, or nothing."""
    number = application.policy_version.association.phone
    return f"{LEFT_TO_RIGHT}{number}{LEFT_TO_RIGHT}" if number else ""


def signed(application: "Application", *paragraphs: str) -> str:
    """Return the text of an e-mail: greeting, paragraphs, and who writes."""
    association = application.policy_version.association
    ending = [_("With our thanks"), association.name]
    if association.phone:
        ending.append(_("For questions: %(phone)s") % {"phone": phone(application)})
    return "\n\n".join(
        [addressed(application), _("Peace be upon you, and God's mercy and blessings."), *paragraphs, "\n".join(ending)]
    )


def addressed(application: "Application") -> str:
    """Return the line that names and honours whom a letter is for."""
    values = {"name": application.applicant_name}
    if application.representative:
        return _("To the applicant: %(name)s") % values
    if application.beneficiary.sex == Sex.FEMALE:
        return pgettext("to a woman", "To: %(name)s") % values
    return pgettext("to a man", "To: %(name)s") % values


def recipient(application: "Application") -> str:
    """Return where the notice goes by the way that the applicant chose: a number, an address, or nothing."""
    contact, person = application.notify_contact, application.beneficiary
    match application.notify_way:
        case Way.SMS | Way.EMAIL:
            return contact.value if contact else ""
        case Way.PHONE:
            if application.representative:
                return application.representative.phone
            mobile = person.contact_points.filter(kind="mobile", active=True).order_by("-preferred", "id").first()
            return mobile.value if mobile else ""
        case _:
            parts = (person.city, person.district, person.national_address)
            return "، ".join(part for part in parts if part)


def versions_of(application: "Application", *, long: str, middle: str, short: str) -> list[str]:
    """Return versions of a text message, the fullest first: with name and telephone, with name, and with neither."""
    values = {
        "association": application.policy_version.association.name,
        "reference": reference(application),
        "phone": phone(application),
    }
    return [text % values for text in ([long] if values["phone"] else []) + [middle, short]]
