"""The form of a reference in an address. What has another form is a 404 before anybody asks the database."""


class ReferenceConverter:
    """`<ref:reference>`: a Hijri year, a hyphen, and a number of five digits or more."""

    regex = r"[0-9]{4}-[0-9]{5,9}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
