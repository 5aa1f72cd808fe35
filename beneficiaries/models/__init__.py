"""The tables about people, one module a noun. Migrations name PersonName, ArabicForm and ArabicParts from here."""

from beneficiaries.models.duplicates import DuplicatePair, DuplicateScan, Merge
from beneficiaries.models.household import HouseholdMember
from beneficiaries.models.person import Beneficiary, BeneficiaryQuerySet, KeptPerson
from beneficiaries.models.reach import ContactPoint
from beneficiaries.models.representative import Representative, RepresentativeQuerySet
from beneficiaries.models.words import ArabicForm, ArabicParts, Matches, PersonName

__all__ = [
    "ArabicForm",
    "ArabicParts",
    "Beneficiary",
    "BeneficiaryQuerySet",
    "ContactPoint",
    "DuplicatePair",
    "DuplicateScan",
    "HouseholdMember",
    "KeptPerson",
    "Matches",
    "Merge",
    "PersonName",
    "Representative",
    "RepresentativeQuerySet",
]
