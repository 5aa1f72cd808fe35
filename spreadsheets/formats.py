"""Formats of django-import-export without formulas: a cell stays text, whichever program opens the list.

The library's own switch strips only a leading `=`; cells that begin with + - @, a tab or a line break run as well.
"""

import io
import zipfile
from typing import Any

import tablib
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from import_export.formats.base_formats import CSV, XLSX

from spreadsheets import formulas, writers

MAX_BYTES = 1_000_000
# a workbook is a zip: a small one can unpack to gigabytes
MAX_UNPACKED = 20_000_000
MAX_ROWS = 2_000


class TextCsv(CSV):  # type: ignore[misc]
    """CSV that spreadsheets read as UTF-8. An apostrophe leads a cell that would start a formula; import drops it."""

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> str:
        """Return the table as text, with the mark that tells spreadsheets it is UTF-8."""
        rows = [[formulas.inert(_text(cell)) for cell in row] for row in dataset]
        return "\ufeff" + str(tablib.Dataset(*rows, headers=dataset.headers).export("csv", **kwargs))

    def create_dataset(self, in_stream: bytes | str, **kwargs: Any) -> tablib.Dataset:
        """Return the table of an upload. Raises ValidationError for one that is too long or is no UTF-8."""
        if len(in_stream) > MAX_BYTES:
            raise _too_long()
        if isinstance(in_stream, bytes):
            try:
                in_stream = in_stream.decode("utf-8-sig")
            except UnicodeDecodeError as error:
                raise ValidationError(_("The file is no CSV in UTF-8.")) from error
        dataset = tablib.import_set(in_stream.removeprefix("\ufeff"), format="csv", **kwargs)
        return _limited([[formulas.typed(_text(cell)) for cell in row] for row in dataset], dataset.headers)


class TextXlsx(XLSX):  # type: ignore[misc]
    """An Excel workbook whose every cell is typed as text."""

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> bytes:
        """Return the table as a workbook of one sheet, read from right to left."""
        return writers.text_workbook([dataset.headers or [], *dataset])

    def create_dataset(self, in_stream: bytes) -> tablib.Dataset:
        """Return the table of an upload's first sheet. Raises ValidationError for what is too big, or no workbook."""
        if len(in_stream) > MAX_BYTES:
            raise _too_long()
        try:
            with zipfile.ZipFile(io.BytesIO(in_stream)) as archive:
                if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED:
                    raise _too_long()
            dataset = super().create_dataset(in_stream)
        except (zipfile.BadZipFile, KeyError, ValueError, StopIteration, OSError) as error:
            raise ValidationError(_("The file is no Excel workbook.")) from error
        return _limited([[_text(cell) for cell in row] for row in dataset], dataset.headers)


FORMATS = [TextXlsx, TextCsv]


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _limited(rows: list[list[str]], headers: Any) -> tablib.Dataset:
    if len(rows) > MAX_ROWS:
        raise _too_long()
    return tablib.Dataset(*rows, headers=[_text(name).strip() for name in headers or []])


def _too_long() -> ValidationError:
    return ValidationError(_("The table is too long to be loaded."))
