"""Cells of workbooks and databases as a person reads them."""

from contextlib import suppress
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

CHINA = timezone(timedelta(hours=8))
"""The time that moments are printed in: all of China's."""
_INEXACT_FROM = 10**15
"""Whole numbers from here on have more digits than Excel keeps."""


def plain(value: object) -> str | None:
    """Print a cell as a person reads it: whole numbers without a point, dates by year first.

    A number of more digits than were kept is printed with an exponent.
    """
    match value:
        case None | "":
            return None
        case str():
            return value
        case bool():
            return str(int(value))
        case float() if value.is_integer():
            return str(int(value)) if abs(value) < _INEXACT_FROM else f"{value:E}"
        case Decimal():
            return f"{value:f}"
        case datetime():
            local = value.astimezone(CHINA) if value.tzinfo else value
            return local.replace(tzinfo=None).isoformat(sep=" ")
        case date():
            return value.isoformat()
        case bytes() | bytearray() | memoryview():
            return _decoded(bytes(value))
        case _:
            return str(value)


def _decoded(value: bytes) -> str:
    """Return bytes as text in UTF-8, or in the GBK of old programs."""
    with suppress(UnicodeDecodeError):
        return value.decode("utf-8")
    return value.decode("gb18030", "replace")
