"""Every code with which the database refuses a row about a person, as people read it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from beneficiaries.domain import validation

REGISTERED_ALREADY = _("A person with this identity number is registered already.")
BIRTH_DATE = _("This birth date is not possible.")
NATIONAL_ID = _("A national ID belongs to a Saudi national.")
RESIDENCE_PERMIT = _("A residence permit belongs to somebody of another nationality.")
GCC_ID = _("A GCC national ID belongs to a national of the Emirates, Bahrain, Kuwait, Oman or Qatar.")
ID_REASON = _("Why this kind of identity is used, instead of a national ID or a residence permit, is missing.")
ID_KIND = _("The kind of identity is missing.")
ENCRYPTED = _("Numbers are kept encrypted, and never in the clear.")
NAME = _("This part of the name is missing.")
SEX = _("The sex is missing.")
NATIONALITY = _("The nationality is missing.")
LANGUAGE = _("The language is missing.")
CHANNEL = _("Choose a channel that carries decisions.")
PERSON_MERGED = _("This record was merged into another. Nothing is added to it or changed in it any more.")
MERGED_MEANWHILE = _("One of the two records was merged meanwhile. Nothing was changed.")
MERGE_ONLY = _("Two records become one by a merge only.")
TWO_RECORDS = _("Two different records are needed.")
PAIR_DECIDED = _("This pair has been decided on. Nothing was changed.")
PAIR_DAY = _("The day on which the pair comes back lies in the future.")
REASON = _("The reason is missing.")
CONTACT_KIND = _("A contact point is a mobile number or an e-mail address.")
CONTACT_UNUSED = _("This contact point is not in use any more.")
CONTACT_VERIFIED = _("This contact point is verified already.")
VERIFIED_HOW = _("How it was verified is missing.")
CONSENT_WITHDRAWN = _(
    "This person withdrew their consent to the processing of their data. A new application needs a new consent."
)
CONSENT_HOW = _("How the consent was given is missing.")
CONSENT_WHO = _("The guardian or agent who agreed is missing.")
CONSENT_NUMBER = _("Somebody else added a text at this moment. Please try again.")
CONSENT_ONCE = _("A consent is withdrawn once, after it was given.")
TEXT_MISSING = _("The text is missing.")
RELATION = _("The relation is missing.")
OWN_HOUSEHOLD = _("Nobody is a member of their own household.")
OTHER_HOUSEHOLD = _("This person is a member of another household already.")
REPRESENTATIVE_TWICE = _("This person is already a representative of the beneficiary.")
REPRESENTS_SELF = _("The beneficiary cannot be their own representative.")
DOCUMENT_UNSEEN = _("A scan of the document is needed, or the statement that the original was seen.")
ACCOUNT_TWICE = _("This account of the person is kept already.")
ACCOUNT_HOLDER = _("The name of the account holder is missing.")

SENTENCES: Mapping[str, Any] = {
    # people
    "beneficiaries_beneficiary_id_hmac_key": REGISTERED_ALREADY,
    "birth_date_in_future": BIRTH_DATE,
    "birth_date_too_old": BIRTH_DATE,
    "beneficiary_has_a_name": NAME,
    "beneficiary_sex_is_known": SEX,
    "beneficiary_nationality_is_known": NATIONALITY,
    "beneficiary_language_is_known": LANGUAGE,
    "beneficiary_id_kind_is_known": ID_KIND,
    "beneficiary_other_id_has_a_reason": ID_REASON,
    "beneficiary_national_id_is_of_a_saudi": NATIONAL_ID,
    "beneficiary_permit_is_of_another_nationality": RESIDENCE_PERMIT,
    "beneficiary_gcc_id_is_of_a_gcc_state": GCC_ID,
    "beneficiary_id_is_encrypted": ENCRYPTED,
    "beneficiary_id_tail_is_short": ENCRYPTED,
    "beneficiary_national_address_is_short": validation.SHORT_ADDRESS,
    "beneficiary_national_address_has_its_form": _("A number of the national address has too few or too many digits."),
    "beneficiary_family_record_is_digits": validation.FAMILY_RECORD,
    "preferred_channel_unfit": CHANNEL,
    # contact points
    "contact_point_is_kept_once": _("This number or address of the person is kept already."),
    "contact_point_preferred_is_one": _("One number or address is preferred, not two."),
    "contact_point_has_its_form": CONTACT_KIND,
    "contact_point_preferred_is_in_use": CONTACT_UNUSED,
    "contact_point_verified_by_somebody": VERIFIED_HOW,
    "contact_point_verified_once": CONTACT_VERIFIED,
    # consents
    "beneficiaries_consenttext_number_key": CONSENT_NUMBER,
    "consent_text_says_something": TEXT_MISSING,
    "consent_text_not_valid": _("This text of consent is not valid yet."),
    "consent_to_a_text_is_one": _("This person has agreed to this text already."),
    "consent_how_is_known": CONSENT_HOW,
    "consent_names_who_agreed": CONSENT_WHO,
    "consent_representative_not_acting": _("This guardian or agent does not act for this person."),
    "consent_born_withdrawn": CONSENT_ONCE,
    "consent_withdrawn_once": CONSENT_ONCE,
    "consent_withdrawn_by_somebody": CONSENT_ONCE,
    # bank accounts
    "bank_account_is_kept_once": ACCOUNT_TWICE,
    "bank_account_has_a_holder": ACCOUNT_HOLDER,
    "bank_account_proof_was_seen": DOCUMENT_UNSEEN,
    "bank_account_is_encrypted": ENCRYPTED,
    "bank_account_shows_little": ENCRYPTED,
    # households
    "beneficiaries_householdmember_person_id_key": OTHER_HOUSEHOLD,
    "household_member_has_a_name": NAME,
    "household_relation_is_known": RELATION,
    "household_id_is_encrypted": ENCRYPTED,
    "household_member_is_somebody_else": OWN_HOUSEHOLD,
    "member_of_own_household": OWN_HOUSEHOLD,
    "member_number_differs": _("The identity number of a member is that of the file that they are linked to."),
    "household_depends_on_one": _("A member depends on the beneficiary or on another member, not on both."),
    "dependence_outside_household": _("A member depends on another member of this household."),
    "dependence_too_deep": _("Others depend on this member, who therefore depends on no other member."),
    # representatives
    "representative_is_kept_once": REPRESENTATIVE_TWICE,
    "representative_is_beneficiary": REPRESENTS_SELF,
    "representative_is_named": _("The name, or the number of the document, is missing."),
    "representative_id_kind_is_known": ID_KIND,
    "representative_id_is_encrypted": ENCRYPTED,
    "representative_phone_is_a_mobile": validation.MOBILE,
    "representative_document_allows_it": _("This kind of document does not let this person act."),
    "representative_document_expired": validation.EXPIRED,
    "representative_document_was_seen": DOCUMENT_UNSEEN,
    # duplicates and merges
    "person_merged": PERSON_MERGED,
    "merged_record_changed": PERSON_MERGED,
    "merge_missing": MERGE_ONLY,
    "merge_unmarked": MERGE_ONLY,
    "pair_not_merged": MERGE_ONLY,
    "beneficiary_merged_into_another": TWO_RECORDS,
    "merge_is_of_two": TWO_RECORDS,
    "pair_is_of_two_in_order": TWO_RECORDS,
    "record_merged_already": MERGED_MEANWHILE,
    "beneficiaries_merge_merged_id_key": MERGED_MEANWHILE,
    "merge_has_a_reason": REASON,
    "pair_decided_with_a_reason": REASON,
    "pair_is_kept_once": PAIR_DECIDED,
    "pair_changed": PAIR_DECIDED,
    "pair_merged": PAIR_DECIDED,
    "pair_decided": PAIR_DECIDED,
    "pair_decided_by_somebody": PAIR_DECIDED,
    "pair_state_is_known": PAIR_DECIDED,
    "pair_put_off_to_past": PAIR_DAY,
    "pair_put_off_until_a_day": PAIR_DAY,
    "pair_score_is_a_share": _("The likeness of two records is a number from 0 to 100."),
    "duplicate_scan_is_one_at_a_time": _("A search for like records is under way already."),
    # key rotations
    "key_rotation_is_one": _("A rotation to this key is under way already."),
    "key_rotation_goes_forward": _("A rotation of keys goes forward, until it is finished."),
    "key_rotation_names_no_key": ENCRYPTED,
}
