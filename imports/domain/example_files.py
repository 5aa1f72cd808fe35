"""The workbook that shows which headings are understood."""

import io

import xlsxwriter
from django.utils.translation import gettext as _

from imports.domain.columns import FULL_NAME, TARGETS

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
    """An .xlsx file: one row of headings in the page's language, one example; all cells are text."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    sheet = book.add_worksheet(_("People"))
    sheet.right_to_left()
    as_text, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True})
    for place, (target, label) in enumerate((key, label) for key, label in TARGETS.items() if key != FULL_NAME):
        sheet.set_column(place, place, 20, as_text)
        sheet.write_string(0, place, str(label), bold)
        sheet.write_string(1, place, EXAMPLE.get(target, ""), as_text)
    book.close()
    return data.getvalue()
