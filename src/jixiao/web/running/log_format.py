"""Log lines as JSON, one an event; secrets and persons are left out."""

import json
import logging
import re
from datetime import datetime, timedelta, timezone

from jixiao.masking import hide_persons, without_persons

_SECRET = re.compile(
    r"(?i)(password|passwd|token|secret|cookie|authorization|密码)(['\"]?\s*[:=]\s*)\S+"
)


_CHINA = timezone(timedelta(hours=8))
_EXTRAS = ("user", "path", "status", "milliseconds", "case", "job")
"""What a caller may add to an event."""


class JsonLines(logging.Formatter):
    """Writes time, level, name and message of an event, and where an exception came from."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, a JSON object."""
        line = {
            "time": datetime.fromtimestamp(record.created, _CHINA).isoformat(
                timespec="milliseconds"
            ),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _hidden(record.getMessage()),
        }
        line |= {
            key: hide_persons(value)
            for key, value in vars(record).items()
            if key in _EXTRAS
        }
        if record.exc_info and record.exc_info[0]:
            line["exception"] = record.exc_info[0].__name__
            line["trace"] = _hidden(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False, default=str)


def _hidden(text: str) -> str:
    """A text without secrets and without persons."""
    return without_persons(_SECRET.sub(r"\1\2…", text))
