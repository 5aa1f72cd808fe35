"""The workbook that shows which headings are understood."""

from django.utils.translation import gettext as _

from imports.domain.headings import FULL_NAME, TARGETS
from spreadsheets.writers import text_workbook

# about nobody: the serial part of the number was never issued, and the mobile belongs to no range in use
EXAMPLE = {
    "first_name": "نورة",
    "father_name": "صالح",
    "grandfather_name": "حمد",
    "family_name": "السدراوي",
    "id_number": "1000000016",
    "sex": "أنثى",
    "birth_date": "1405/08/29",
    "nationality": "سعودية",
    "city": "الرياض",
    "district": "الواحة",
    "national_address": "RRRD2929",
    "mobile": "0500000001",
    "email": "noura@example.org",
}


def workbook() -> bytes:
    """Return an .xlsx file with a row of headings in the page's language and one example."""
    targets = {target: str(label) for target, label in TARGETS.items() if target != FULL_NAME}
    example = [EXAMPLE.get(target, "") for target in targets]
    return text_workbook([list(targets.values()), example], sheet_name=_("People"), to_fill=True)
