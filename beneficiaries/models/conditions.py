"""What the constraints of several tables about people spell alike."""

from django.db.models import Q

HEX64 = r"^[0-9a-f]{64}$"
# what every Fernet token begins with: a number kept in the clear is refused
FERNET = "gAAAA"


def digits_or_nothing(field: str, least: int, most: int) -> Q:
    """Return the condition of a field that is empty or has between `least` and `most` ASCII digits."""
    return Q(**{f"{field}__regex": rf"^([0-9]{{{least},{most}}})?$"})
