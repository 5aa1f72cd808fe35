"""The tables about people, one module a noun. Migrations name PersonName, ArabicForm and ArabicParts from here."""

from beneficiaries.models.bank_accounts import BankAccount
from beneficiaries.models.consents import Consent, ConsentText
from beneficiaries.models.contact_points import ContactPoint
from beneficiaries.models.duplicates import DuplicatePair, DuplicateScan, Merge
from beneficiaries.models.households import HouseholdMember
from beneficiaries.models.key_rotations import KeyRotation
from beneficiaries.models.name_parts import NamePart
from beneficiaries.models.name_search import ArabicForm, ArabicParts, Holds, Matches, PersonName
from beneficiaries.models.people import Beneficiary, BeneficiaryQuerySet, KeptPerson
from beneficiaries.models.representatives import Representative, RepresentativeQuerySet

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
    "KeptPerson",
    "KeyRotation",
    "Matches",
    "Merge",
    "NamePart",
    "PersonName",
    "Representative",
    "RepresentativeQuerySet",
]
