"""The tables about people, one module a noun. Migrations name PersonName, ArabicForm and ArabicParts from here."""

from beneficiaries.models.household import HouseholdMember
from beneficiaries.models.person import Beneficiary
from beneficiaries.models.reach import ContactPoint
from beneficiaries.models.representative import Representative, RepresentativeQuerySet
from beneficiaries.models.vocabulary import NamePart
from beneficiaries.models.words import ArabicForm, ArabicParts, Holds, Matches, PersonName

__all__ = [
    "ArabicForm",
    "ArabicParts",
    "Beneficiary",
    "ContactPoint",
    "Holds",
    "HouseholdMember",
    "Matches",
    "NamePart",
    "PersonName",
    "Representative",
    "RepresentativeQuerySet",
]
