"""SQL functions that are not triggers. `makemigrations` cannot guard them; `check_database` does."""

PORTAL_NOW = "CREATE FUNCTION portal_now() RETURNS timestamptz LANGUAGE sql STABLE AS $$ SELECT now() $$"

# convert_to is only STABLE, so a generated column needs this immutable wrapper.
DIGEST_V1 = (
    "CREATE FUNCTION digest_v1(payload jsonb) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS "
    "$$ SELECT encode(sha256(convert_to(payload::text, 'UTF8')), 'hex') $$"
)

FUNCTIONS = {"portal_now": PORTAL_NOW, "digest_v1": DIGEST_V1}
