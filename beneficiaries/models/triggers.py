"""What the database refuses in the tables about people beyond their constraints, table by table."""

import pgtrigger

from beneficiaries.states import PairState
from ledger import triggers
from ledger.clock import PortalToday
from ledger.triggers import Rule, refuse

OLDEST = 120
TODAY = PortalToday.template
PERSON = "beneficiary_id"
# SQL over OLD and NEW of a row that belongs to a person: the two records were merged, so the row goes along
MERGED = f"EXISTS (SELECT 1 FROM beneficiaries_merge m WHERE m.merged_id = OLD.{PERSON} AND m.kept_id = NEW.{PERSON})"
# columns that a rotation of keys changes, the count of edits, and what the database computes after the triggers
ASIDE = "'{id_token,edits,full_name,name_norm,name_tsv}'::text[]"


def _before(name: str, operation: pgtrigger.Operation, func: str) -> Rule:
    return Rule(name=name, when=pgtrigger.Before, operation=operation, func=func)


# Several tables


def written_once(*columns: str) -> Rule:
    """Return the Rule that refuses a change of these columns; the person of a row changes only as MERGED says."""
    if PERSON not in columns:
        return triggers.written_once(*columns)
    return triggers.written_once(PERSON, *(column for column in columns if column != PERSON), unless=MERGED)


def of_a_current_person(name: str = "of_a_current_person") -> Rule:
    """Return the Rule that refuses a row of a merged record; it waits for a merge that is under way."""
    return Rule(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        declare=[("kept", "bigint")],
        func=f"""
            SELECT p.merged_into_id INTO kept FROM beneficiaries_beneficiary p
             WHERE p.id = NEW.{PERSON} FOR KEY SHARE;
            IF kept IS NOT NULL THEN
                {refuse("person_merged", "nothing is added to a record that was merged into another")}
            END IF;
            RETURN NEW;
        """,
    )


def born_in_time() -> Rule:
    """Return the Rule that refuses a birth date in the future or more than OLDEST years back."""
    too_old = refuse("birth_date_too_old", f"a birth date may not lie more than {OLDEST} years back")
    return _before(
        "born_in_time",
        pgtrigger.Insert | pgtrigger.UpdateOf("birth_date"),
        f"""
            IF NEW.birth_date > {TODAY} THEN
                {refuse("birth_date_in_future", "a birth date may not lie in the future")}
            END IF;
            IF NEW.birth_date < {TODAY} - interval '{OLDEST} years' THEN
                {too_old}
            END IF;
            RETURN NEW;
        """,
    )


# People


def edits_counted() -> Rule:
    """Return the Rule that counts every edit of a person; a rotation of keys is none."""
    return _before(
        "count_edits",
        pgtrigger.Update,
        f"""
            IF NEW.id_token IS DISTINCT FROM OLD.id_token AND NEW.id_hmac = OLD.id_hmac
               AND to_jsonb(NEW) - {ASIDE} = to_jsonb(OLD) - {ASIDE} THEN
                NEW.edits := OLD.edits;
            ELSE
                NEW.edits := OLD.edits + 1;
            END IF;
            RETURN NEW;
        """,
    )


def merged_for_good() -> list[Rule]:
    """Return the Rules by which a person is marked as merged only by a merge, and then stays as it was."""
    merge_missing = refuse("merge_missing", "a record is merged together with the merge that says so")
    return [
        _before(
            "merged_for_good",
            pgtrigger.Update,
            f"""
                IF OLD.merged_into_id IS NOT NULL THEN
                    IF to_jsonb(NEW) - {ASIDE} IS DISTINCT FROM to_jsonb(OLD) - {ASIDE} THEN
                        {refuse("merged_record_changed", "a record that was merged into another stays as it was")}
                    END IF;
                ELSIF NEW.merged_into_id IS NOT NULL AND NOT EXISTS (
                    SELECT 1 FROM beneficiaries_merge m
                     WHERE m.merged_id = NEW.id AND m.kept_id = NEW.merged_into_id) THEN
                    {merge_missing}
                END IF;
                RETURN NEW;
            """,
        ),
        _before(
            "born_unmerged",
            pgtrigger.Insert,
            f"IF NEW.merged_into_id IS NOT NULL THEN {merge_missing} END IF; RETURN NEW;",
        ),
    ]


def preferred_channel_carries() -> Rule:
    """Return the Rule that refuses a preferred channel that is not in use or carries no decisions."""
    return _before(
        "preferred_channel_carries",
        pgtrigger.Insert | pgtrigger.UpdateOf("preferred_channel_id"),
        f"""
            IF NEW.preferred_channel_id IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM policy_channel c
                 WHERE c.id = NEW.preferred_channel_id AND c.active AND c.carries_decision) THEN
                {refuse("preferred_channel_unfit", "a preferred channel is one in use that carries decisions")}
            END IF;
            RETURN NEW;
        """,
    )


def name_parts_kept(operation: pgtrigger.Operation) -> Rule:
    """Return the Rule that adds the parts of all names that a statement wrote, of however many people."""
    changed = operation is pgtrigger.Update
    unlike = "JOIN stale USING (id) WHERE fresh.name_tsv IS DISTINCT FROM stale.name_tsv" if changed else ""
    return Rule(
        name=f"parts_{'changed' if changed else 'added'}",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(old="stale" if changed else None, new="fresh"),
        # in one order, so that two statements with the same new parts do not wait for each other
        func=f"""
            INSERT INTO beneficiaries_namepart (part)
            SELECT DISTINCT unnest(tsvector_to_array(fresh.name_tsv)) AS part FROM fresh {unlike} ORDER BY part
            ON CONFLICT DO NOTHING;
            RETURN NULL;
        """,
    )


# Contact points


def verified_once() -> Rule:
    """Return the Rule by which a contact point is verified once, while it is in use.

    One taken out of use is verified no more: it may belong to another person by the time it comes back.
    """
    again = refuse("contact_point_verified_once", "a contact point is verified once, while it is in use")
    return _before(
        "verified_once",
        pgtrigger.Update,
        f"""
            IF OLD.active AND NOT NEW.active THEN
                NEW.verified_at := NULL; NEW.verified_by_id := NULL; NEW.verified_how := '';
            ELSIF (NEW.verified_at, NEW.verified_by_id, NEW.verified_how)
                  IS DISTINCT FROM (OLD.verified_at, OLD.verified_by_id, OLD.verified_how) THEN
                IF OLD.verified_at IS NOT NULL OR NOT NEW.active THEN
                    {again}
                END IF;
                NEW.verified_at := portal_now();
            END IF;
            RETURN NEW;
        """,
    )


# Consents


def consent_given_now() -> Rule:
    """Return the Rule by which a consent is given to a text that is valid, by who may, and dated by the database."""
    not_acting = refuse(
        "consent_representative_not_acting",
        "only a representative who acts for the person now agrees in their place",
    )
    return _before(
        "given_now",
        pgtrigger.Insert,
        f"""
            IF NEW.withdrawn_at IS NOT NULL THEN
                {refuse("consent_born_withdrawn", "a consent is given before it is withdrawn")}
            END IF;
            IF EXISTS (
                SELECT 1 FROM beneficiaries_consenttext t WHERE t.id = NEW.text_id AND t.valid_from > {TODAY}) THEN
                {refuse("consent_text_not_valid", "nobody agrees to a text that is not valid yet")}
            END IF;
            IF NEW.representative_id IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM beneficiaries_representative r WHERE r.id = NEW.representative_id
                   AND r.beneficiary_id = NEW.beneficiary_id AND r.active
                   AND (r.document_expires_on IS NULL OR r.document_expires_on >= {TODAY})) THEN
                {not_acting}
            END IF;
            NEW.given_at := portal_now();
            RETURN NEW;
        """,
    )


def consent_withdrawn_once() -> Rule:
    """Return the Rule by which a consent is withdrawn once, and dated by the database."""
    return _before(
        "withdrawn_once",
        pgtrigger.Update,
        f"""
            IF (NEW.withdrawn_at, NEW.withdrawn_by_id, NEW.withdrawn_why)
               IS DISTINCT FROM (OLD.withdrawn_at, OLD.withdrawn_by_id, OLD.withdrawn_why) THEN
                IF OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL THEN
                    {refuse("consent_withdrawn_once", "a consent is withdrawn once")}
                END IF;
                NEW.withdrawn_at := portal_now();
            END IF;
            RETURN NEW;
        """,
    )


# Households


def depends_within() -> Rule:
    """Return the Rule of dependence: within one household, and one step deep."""
    outside = refuse(
        "dependence_outside_household",
        "a member depends on another member of the same household who depends on no member",
    )
    return _before(
        "depends_within",
        pgtrigger.Insert | pgtrigger.UpdateOf("depends_on_id"),
        f"""
            IF NEW.depends_on_id IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM beneficiaries_householdmember m WHERE m.id = NEW.depends_on_id
                   AND m.id <> NEW.id AND m.beneficiary_id = NEW.beneficiary_id AND m.depends_on_id IS NULL) THEN
                {outside}
            END IF;
            IF NEW.depends_on_id IS NOT NULL AND EXISTS (
                SELECT 1 FROM beneficiaries_householdmember m WHERE m.depends_on_id = NEW.id) THEN
                {refuse("dependence_too_deep", "a member on whom others depend depends on no member")}
            END IF;
            RETURN NEW;
        """,
    )


def linked_to_their_own_file() -> Rule:
    """Return the Rule by which a member is not the beneficiary, and is linked to the file with the same number."""
    other = refuse("member_number_differs", "the identity number of a member is that of the person they are linked to")
    return _before(
        "linked_to_oneself_never",
        pgtrigger.Insert | pgtrigger.UpdateOf("id_hmac", "person_id"),
        f"""
            IF EXISTS (SELECT 1 FROM beneficiaries_beneficiary b
                        WHERE b.id = NEW.beneficiary_id AND b.id_hmac = NEW.id_hmac) THEN
                {refuse("member_of_own_household", "nobody is a member of their own household")}
            END IF;
            IF NEW.person_id IS NOT NULL AND NEW.id_hmac <> '' AND NOT EXISTS (
                SELECT 1 FROM beneficiaries_beneficiary b WHERE b.id = NEW.person_id AND b.id_hmac = NEW.id_hmac) THEN
                {other}
            END IF;
            RETURN NEW;
        """,
    )


# Representatives


def representative_allowed_now() -> Rule:
    """Return the Rule that refuses an expired document, and the beneficiary as their own representative."""
    expired = refuse("representative_document_expired", "a representative may not act on an expired document")
    return _before(
        "allowed_now",
        pgtrigger.Insert | pgtrigger.UpdateOf("document_expires_on"),
        f"""
            IF NEW.document_expires_on < {TODAY} THEN
                {expired}
            END IF;
            IF EXISTS (SELECT 1 FROM beneficiaries_beneficiary b
                       WHERE b.id = NEW.beneficiary_id AND b.id_hmac = NEW.id_hmac) THEN
                {refuse("representative_is_beneficiary", "nobody represents themselves")}
            END IF;
            RETURN NEW;
        """,
    )


# Key rotations


def key_rotation_goes_forward() -> Rule:
    """Return the Rule that refuses a step back, and any change of a rotation that is finished."""
    return _before(
        "finished_once",
        pgtrigger.Update,
        f"""
            IF OLD.finished_at IS NOT NULL OR NEW.last_pk < OLD.last_pk OR NEW.rotated < OLD.rotated THEN
                {refuse("key_rotation_goes_forward", "a rotation of keys goes forward, until it is finished")}
            END IF;
            RETURN NEW;
        """,
    )


# Duplicates


def pair_kept_as_found() -> Rule:
    """Return the Rule by which a pair stays of the same two, and what was decided stands until it is reopened."""
    stands = refuse("pair_decided", "what was decided on a pair stands until the pair is opened again")
    return _before(
        "kept_as_found",
        pgtrigger.Update,
        f"""
            IF (NEW.first_id, NEW.second_id, NEW.found_at)
               IS DISTINCT FROM (OLD.first_id, OLD.second_id, OLD.found_at) THEN
                {refuse("pair_changed", "a pair stays the pair that was found")}
            END IF;
            IF OLD.state = '{PairState.SAME.value}' THEN
                {refuse("pair_merged", "a pair that was merged is settled for good")}
            END IF;
            IF OLD.state = '{PairState.NOT_SAME.value}' AND NEW.state = OLD.state AND NEW IS DISTINCT FROM OLD THEN
                {stands}
            END IF;
            RETURN NEW;
        """,
    )


def pair_decided_in_order() -> Rule:
    """Return the Rule by which a pair is one person once merged, and is put off to a day in the future."""
    return _before(
        "needs_merge",
        pgtrigger.Insert | pgtrigger.Update,
        f"""
            IF NEW.state = '{PairState.SAME.value}' AND NOT EXISTS (
                SELECT 1 FROM beneficiaries_merge m WHERE (m.kept_id, m.merged_id)
                    IN ((NEW.first_id, NEW.second_id), (NEW.second_id, NEW.first_id))) THEN
                {refuse("pair_not_merged", "two records are the same person once they are merged")}
            END IF;
            IF NEW.until <= {TODAY} AND (TG_OP = 'INSERT' OR NEW.until IS DISTINCT FROM OLD.until) THEN
                {refuse("pair_put_off_to_past", "a pair is put off to a day to come")}
            END IF;
            RETURN NEW;
        """,
    )


def merge_of_two_current() -> Rule:
    """Return the Rule by which both records of a merge are current; it locks them and dates the merge."""
    return _before(
        "between_two",
        pgtrigger.Insert,
        f"""
            PERFORM 1 FROM beneficiaries_beneficiary p WHERE p.id IN (NEW.kept_id, NEW.merged_id)
              ORDER BY p.id FOR UPDATE;
            IF EXISTS (SELECT 1 FROM beneficiaries_beneficiary p
                        WHERE p.id IN (NEW.kept_id, NEW.merged_id) AND p.merged_into_id IS NOT NULL) THEN
                {refuse("record_merged_already", "one of the two records was merged already")}
            END IF;
            NEW.at := portal_now();
            RETURN NEW;
        """,
    )


def merge_marks_the_merged() -> Rule:
    """Return the Rule, asked at commit, by which a merge marks the record that was merged."""
    return Rule(
        name="marks_the_merged",
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        timing=pgtrigger.Deferred,
        func=f"""
            IF NOT EXISTS (SELECT 1 FROM beneficiaries_beneficiary p
                            WHERE p.id = NEW.merged_id AND p.merged_into_id = NEW.kept_id) THEN
                {refuse("merge_unmarked", "a merge marks the record that was merged")}
            END IF;
            RETURN NULL;
        """,
    )
