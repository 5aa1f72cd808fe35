"""SQL functions of this app. `makemigrations` cannot guard them; `check_database` does.

Changing one rewrites every row, so a change is a new function with the next number, never an edit.
"""

from beneficiaries.models.names import COMPOUND, FOLD_FROM, FOLD_TO, SPACES, STRIP

# Names and identity numbers are compared in this form. Character classes are spelled out: what `\s` matches depends on
# the server's locale.
AR_NORM_V1 = (
    "CREATE FUNCTION ar_norm_v1(t text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ "
    f"SELECT btrim(regexp_replace(regexp_replace(translate(normalize(t, NFKC), '{FOLD_FROM}', '{FOLD_TO}'), "
    f"'[{STRIP}]', '', 'g'), '[{SPACES}]+', ' ', 'g')) $$"
)

# Schema-qualified inside: a restored dump evaluates generated columns with an empty search_path.
# Every part, and the parts of a compound name written as one: عبد الله is found as عبدالله too.
AR_TSV_V1 = (
    "CREATE FUNCTION ar_tsv_v1(t text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ "
    "SELECT array_to_tsvector(array_remove(string_to_array(public.ar_norm_v1(t), ' ') || string_to_array("
    f"regexp_replace(public.ar_norm_v1(t), '(^| )({'|'.join(COMPOUND)}) ', '\\1\\2', 'g'), ' '), '')) $$"
)

PERSON_NAME_V1 = (
    "CREATE FUNCTION person_name_v1(first text, father text, grandfather text, family text) RETURNS text "
    "LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT btrim(regexp_replace("
    "first || ' ' || father || ' ' || grandfather || ' ' || family, ' +', ' ', 'g')) $$"
)

# Whom a record stands for: merges are never undone, so that the chain has an end.
KEPT_PERSON_V1 = """
CREATE FUNCTION kept_person_v1(person bigint) RETURNS bigint LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    WITH RECURSIVE chain(id, into_id) AS (
        SELECT p.id, p.merged_into_id FROM beneficiaries_beneficiary p WHERE p.id = person
        UNION ALL
        SELECT p.id, p.merged_into_id FROM chain c JOIN beneficiaries_beneficiary p ON p.id = c.into_id)
    SELECT id FROM chain WHERE into_id IS NULL
$$
"""

FUNCTIONS = {
    "ar_norm_v1": AR_NORM_V1,
    "ar_tsv_v1": AR_TSV_V1,
    "person_name_v1": PERSON_NAME_V1,
    "kept_person_v1": KEPT_PERSON_V1,
}
