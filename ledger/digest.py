"""The digest of what was signed: SHA-256 over the canonical text that PostgreSQL gives a jsonb value."""

from django.db import models


class DigestV1(models.Func):
    """digest_v1(jsonb) as hexadecimal text. Never recompute it in Python: jsonb's text form is the database's own."""

    function = "digest_v1"
    output_field = models.CharField(max_length=64)
