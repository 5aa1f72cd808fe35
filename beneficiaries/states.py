"""Words about people: kinds of identity, relations, documents that let one person act for another."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Sex(models.TextChoices):
    """As on the identity document."""

    MALE = "male", _("Male")
    FEMALE = "female", _("Female")


class IdKind(models.TextChoices):
    """Kinds of identity number. The first two are the rule; each of the others needs a reason."""

    NATIONAL = "national", _("National ID")
    IQAMA = "iqama", _("Residence permit (iqama)")
    GCC = "gcc", _("GCC national ID")
    PASSPORT = "passport", _("Passport")
    BORDER = "border", _("Border number")


NEEDS_REASON = (IdKind.GCC, IdKind.PASSPORT, IdKind.BORDER)
# always of ten digits, so that the tail says all that a mask shows
TEN_DIGITS = (IdKind.NATIONAL, IdKind.IQAMA, IdKind.BORDER)
# whose national ID serves in the Kingdom, Saudi nationals apart (they have a national ID of the Kingdom)
GCC = ("AE", "BH", "KW", "OM", "QA")


class ContactKind(models.TextChoices):
    MOBILE = "mobile", _("Mobile")
    EMAIL = "email", _("E-mail")


class VerifiedHow(models.TextChoices):
    """Ways of making sure that a number or an address is the person's."""

    CALLED = "called", _("Called, and the person answered")
    CODE = "code", _("A code was sent and read back")
    SEEN = "seen", _("Seen on the person's own phone, in person")


class Language(models.TextChoices):
    """The languages in which people ask to be spoken to."""

    AR = "ar", pgettext_lazy("language of a person", "Arabic")
    EN = "en", pgettext_lazy("language of a person", "English")
    UR = "ur", pgettext_lazy("language of a person", "Urdu")
    BN = "bn", pgettext_lazy("language of a person", "Bengali")
    HI = "hi", pgettext_lazy("language of a person", "Hindi")
    AM = "am", pgettext_lazy("language of a person", "Amharic")
    TL = "tl", pgettext_lazy("language of a person", "Filipino")
    ID = "id", pgettext_lazy("language of a person", "Indonesian")
    SIGN = "sign", pgettext_lazy("language of a person", "Sign language")


class ConsentHow(models.TextChoices):
    """How a person agreed to the processing of their data."""

    SIGNED_PAPER = "signed_paper", _("The text was signed on paper")
    READ_ALOUD = "read_aloud", _("The text was read aloud, and the person agreed")
    REPRESENTATIVE = "representative", _("The guardian or agent agreed")


class Relation(models.TextChoices):
    """A household member's relation to the beneficiary."""

    HUSBAND = "husband", _("Husband")
    WIFE = "wife", _("Wife")
    SON = "son", _("Son")
    DAUGHTER = "daughter", _("Daughter")
    FATHER = "father", _("Father")
    MOTHER = "mother", _("Mother")
    BROTHER = "brother", _("Brother")
    SISTER = "sister", _("Sister")
    GRANDPARENT = "grandparent", _("Grandparent")
    GRANDCHILD = "grandchild", _("Grandchild")
    OTHER = "other", pgettext_lazy("relation", "Other relative")


class RepresentativeKind(models.TextChoices):
    """Who may ask and sign in the beneficiary's place."""

    GUARDIAN = "guardian", _("Guardian")
    AGENT = "agent", _("Agent")


class ProofKind(models.TextChoices):
    """The document that lets a representative act."""

    FAMILY_RECORD = "family_record", _("Family record (father or mother)")
    GUARDIANSHIP_DEED = "guardianship_deed", _("Court deed of guardianship")
    POWER_OF_ATTORNEY = "power_of_attorney", _("Power of attorney")


# Which document lets whom act.
PROOFS: dict[RepresentativeKind, tuple[ProofKind, ...]] = {
    RepresentativeKind.GUARDIAN: (ProofKind.FAMILY_RECORD, ProofKind.GUARDIANSHIP_DEED),
    RepresentativeKind.AGENT: (ProofKind.POWER_OF_ATTORNEY,),
}


class Nationality(models.TextChoices):
    """ISO 3166-1 codes of the nationalities met at the counter, and two words of our own."""

    SA = "SA", pgettext_lazy("nationality", "Saudi Arabia")
    YE = "YE", pgettext_lazy("nationality", "Yemen")
    SY = "SY", pgettext_lazy("nationality", "Syria")
    EG = "EG", pgettext_lazy("nationality", "Egypt")
    SD = "SD", pgettext_lazy("nationality", "Sudan")
    JO = "JO", pgettext_lazy("nationality", "Jordan")
    PS = "PS", pgettext_lazy("nationality", "Palestine")
    IQ = "IQ", pgettext_lazy("nationality", "Iraq")
    LB = "LB", pgettext_lazy("nationality", "Lebanon")
    AE = "AE", pgettext_lazy("nationality", "United Arab Emirates")
    KW = "KW", pgettext_lazy("nationality", "Kuwait")
    BH = "BH", pgettext_lazy("nationality", "Bahrain")
    QA = "QA", pgettext_lazy("nationality", "Qatar")
    OM = "OM", pgettext_lazy("nationality", "Oman")
    MA = "MA", pgettext_lazy("nationality", "Morocco")
    DZ = "DZ", pgettext_lazy("nationality", "Algeria")
    TN = "TN", pgettext_lazy("nationality", "Tunisia")
    LY = "LY", pgettext_lazy("nationality", "Libya")
    MR = "MR", pgettext_lazy("nationality", "Mauritania")
    SO = "SO", pgettext_lazy("nationality", "Somalia")
    DJ = "DJ", pgettext_lazy("nationality", "Djibouti")
    KM = "KM", pgettext_lazy("nationality", "Comoros")
    ET = "ET", pgettext_lazy("nationality", "Ethiopia")
    ER = "ER", pgettext_lazy("nationality", "Eritrea")
    TD = "TD", pgettext_lazy("nationality", "Chad")
    NG = "NG", pgettext_lazy("nationality", "Nigeria")
    NE = "NE", pgettext_lazy("nationality", "Niger")
    ML = "ML", pgettext_lazy("nationality", "Mali")
    SN = "SN", pgettext_lazy("nationality", "Senegal")
    GH = "GH", pgettext_lazy("nationality", "Ghana")
    CM = "CM", pgettext_lazy("nationality", "Cameroon")
    KE = "KE", pgettext_lazy("nationality", "Kenya")
    UG = "UG", pgettext_lazy("nationality", "Uganda")
    PK = "PK", pgettext_lazy("nationality", "Pakistan")
    IN = "IN", pgettext_lazy("nationality", "India")
    BD = "BD", pgettext_lazy("nationality", "Bangladesh")
    MM = "MM", pgettext_lazy("nationality", "Myanmar")
    AF = "AF", pgettext_lazy("nationality", "Afghanistan")
    LK = "LK", pgettext_lazy("nationality", "Sri Lanka")
    NP = "NP", pgettext_lazy("nationality", "Nepal")
    ID = "ID", pgettext_lazy("nationality", "Indonesia")
    PH = "PH", pgettext_lazy("nationality", "Philippines")
    MY = "MY", pgettext_lazy("nationality", "Malaysia")
    TH = "TH", pgettext_lazy("nationality", "Thailand")
    CN = "CN", pgettext_lazy("nationality", "China")
    UZ = "UZ", pgettext_lazy("nationality", "Uzbekistan")
    TR = "TR", pgettext_lazy("nationality", "Türkiye")
    IR = "IR", pgettext_lazy("nationality", "Iran")
    GB = "GB", pgettext_lazy("nationality", "United Kingdom")
    FR = "FR", pgettext_lazy("nationality", "France")
    US = "US", pgettext_lazy("nationality", "United States")
    # codes that ISO leaves to users
    XA = "XA", pgettext_lazy("nationality", "Without nationality")
    XZ = "XZ", pgettext_lazy("nationality", "Another nationality")


class PairState(models.TextChoices):
    """What was decided about two records that look like one person."""

    OPEN = "open", pgettext_lazy("pair of records", "Open")
    LATER = "later", pgettext_lazy("pair of records", "Put off")
    NOT_SAME = "not_same", pgettext_lazy("pair of records", "Two people")
    SAME = "same", pgettext_lazy("pair of records", "One person, merged")


class Sign(models.TextChoices):
    """What speaks for or against two records being one person's, field by field."""

    FIRST_SAME = "first_same", _("The first name is the same.")
    FIRST_ALIKE = "first_alike", _("The first names differ by a letter or two.")
    FIRST_OTHER = "first_other", _("The first names differ.")
    FATHER_SAME = "father_same", _("The father's name is the same.")
    FATHER_ALIKE = "father_alike", _("The fathers' names differ by a letter or two.")
    FATHER_MISSING = "father_missing", _("One record lacks the father's name.")
    FATHER_OTHER = "father_other", _("The fathers' names differ.")
    GRANDFATHER_SAME = "grandfather_same", _("The grandfather's name is the same.")
    GRANDFATHER_ALIKE = "grandfather_alike", _("The grandfathers' names differ by a letter or two.")
    GRANDFATHER_MISSING = "grandfather_missing", _("One record lacks the grandfather's name.")
    GRANDFATHER_OTHER = "grandfather_other", _("The grandfathers' names differ.")
    FAMILY_SAME = "family_same", _("The family name is the same.")
    FAMILY_ALIKE = "family_alike", _("The family names differ by a letter or two.")
    FAMILY_MISSING = "family_missing", _("One record lacks the family name.")
    FAMILY_OTHER = "family_other", _("The family names differ.")
    PARTS_SWAPPED = "parts_swapped", _("The father's and the grandfather's names changed places.")
    PARTS_SHIFTED = "parts_shifted", _("The parts of one name stand one place further.")
    BIRTH_SAME = "birth_same", _("The birth date is the same.")
    BIRTH_SWAPPED = "birth_swapped", _("Day and month of the birth date changed places.")
    BIRTH_NEAR = "birth_near", _("The birth dates differ in the day, the month or a year only.")
    BIRTH_OTHER = "birth_other", _("The birth dates differ.")
    PHONE_SAME = "phone_same", _("They share a mobile number; members of a family may as well.")
    PHONE_NEAR = "phone_near", _("The mobile numbers differ by one digit.")
    PHONE_OTHER = "phone_other", _("The mobile numbers differ.")
    SEX_OTHER = "sex_other", _("The sex differs.")
    DISTRICT_SAME = "district_same", _("They live in the same district.")
    HOUSEHOLD_SHARED = "household_shared", _("The same people live with both.")
    HOUSEHOLD_OTHER = "household_other", _("Other people live with each.")
