"""Log lines as JSON, one an event; what might be a secret is left out."""

import json
import logging
import re
from datetime import UTC, datetime

_SECRET = re.compile(
    r"(?i)(password|passwd|token|secret|cookie|authorization|密码)(['\"]?\s*[:=]\s*)\S+"
)


class JsonLines(logging.Formatter):
    """Writes time, level, name and message of an event, and where an exception came from."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line."""
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _SECRET.sub(r"\1\2…", record.getMessage()),
        }
        told |= {key: value for key, value in vars(record).items() if key in _TOLD}
        if record.exc_info and record.exc_info[0]:
            told["exception"] = record.exc_info[0].__name__
            told["trace"] = _SECRET.sub(r"\1\2…", self.formatException(record.exc_info))
        return json.dumps(told, ensure_ascii=False, default=str)


_TOLD = ("user", "path", "status", "milliseconds", "case", "job")
