"""The tables about people, one module a noun. Migrations name PersonName, ArabicForm and ArabicParts from here."""

from beneficiaries.models.bank import BankAccount
from beneficiaries.models.consent import Consent, ConsentText
from beneficiaries.models.duplicates import DuplicatePair, DuplicateScan, Merge
from beneficiaries.models.household import HouseholdMember
from beneficiaries.models.importing import ImportRow, PeopleImport
from beneficiaries.models.keys import KeyRotation
from beneficiaries.models.person import Beneficiary, BeneficiaryQuerySet, KeptPerson
from beneficiaries.models.reach import ContactPoint
from beneficiaries.models.representative import Representative, RepresentativeQuerySet
from beneficiaries.models.vocabulary import NamePart
from beneficiaries.models.words import ArabicForm, ArabicParts, Holds, Matches, PersonName

__all__ = [
    "ArabicForm",
    "ArabicParts",
    "BankAccount",
    "Beneficiary",
    "BeneficiaryQuerySet",
    "Consent",
    "ConsentText",
    "ContactPoint",
    "DuplicatePair",
    "DuplicateScan",
    "Holds",
    "HouseholdMember",
    "ImportRow",
    "KeptPerson",
    "KeyRotation",
    "Matches",
    "Merge",
    "NamePart",
    "PeopleImport",
    "PersonName",
    "Representative",
    "RepresentativeQuerySet",
]
