"""Lines of the log, without the rows that the database puts into its errors; JSON for the collectors of production."""

import json
import logging
from collections.abc import Iterator

WITHHELD = "(withheld)"


def details(error: BaseException | None) -> Iterator[str]:
    """Yield what errors of the database in this chain say about rows: "Failing row contains (…)", a line of a COPY."""
    while error is not None:
        said = getattr(error, "diag", None)
        yield from (text for text in (getattr(said, "message_detail", None), getattr(said, "context", None)) if text)
        error = error.__cause__ or error.__context__


def without_rows(text: str, record: logging.LogRecord) -> str:
    """Return the text without what the record's error says about rows: no log holds names, phones, birth dates."""
    error = record.exc_info[1] if record.exc_info else None
    for detail in details(error):
        text = text.replace(detail, WITHHELD)
    return text


class PlainLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return without_rows(super().format(record), record)


class JsonLines(logging.Formatter):
    """Time, level, logger, message and, where there is one, the traceback; never request bodies."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": without_rows(record.getMessage(), record),
        }
        if record.exc_info:
            line["exception"] = without_rows(self.formatException(record.exc_info), record)
        return json.dumps(line, ensure_ascii=False)
