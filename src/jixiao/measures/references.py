"""What opens a proof wherever it is printed: the measure, what it is narrowed to, and the period.

`BE01；险种=居民；2026` stands on paper, in spreadsheets, in the office and in JSON; whoever types it
after `jixiao explain measure` gets the same rows.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from jixiao import chinese
from jixiao.errors import JixiaoError
from jixiao.measures.declaration import SCOPES, library
from jixiao.measures.measuring import Asked
from jixiao.period import Period, last_day

_APART = "；"
_DECEMBER = 12
_PERIOD = re.compile(r"(?P<year>\d{4})(-(?P<month>\d{2}))?")
_NAMES = {title: name for name, title in SCOPES.items()}


@dataclass(frozen=True, slots=True)
class Reference:
    """What a reference names: the question and its period."""

    asked: Asked
    period: Period


def reference_of(code: str, scope: Mapping[str, str], period: Period) -> str:
    """Write what opens a proof; a year's first months are written by the last of them: 2026-07."""
    narrowed = [f"{SCOPES[name]}={value}" for name, value in sorted(scope.items())]
    is_year = period.last.month == _DECEMBER
    until = f"{period.last.year}" if is_year else f"{period.last:%Y-%m}"
    return _APART.join([code, *narrowed, until])


def is_reference(text: str) -> bool:
    """Whether a text names more than a measure."""
    return _APART in text or ";" in text


def read_reference(text: str) -> Reference:
    """Read what opens a proof, as it was printed or typed.

    Raises:
        JixiaoError: there is no such measure, it cannot be narrowed so, or no period is named.
    """
    code, *parts = (part.strip() for part in text.replace(";", _APART).split(_APART))
    measure = library().get(chinese.key(code).upper())
    if measure is None:
        message = (
            f"证据号“{text}”开头的“{code}”不是口径的代码。可用 jixiao measures 查看。"
        )
        raise JixiaoError(message)
    scope, period = {}, None
    for part in filter(None, parts):
        name, sign, value = part.partition("=")
        if sign:
            scope[_NAMES.get(name, name)] = value
        else:
            period = _period(part)
    if period is None:
        message = f"证据号“{text}”没有写哪一年，末尾应是 2026 或 2026-07。"
        raise JixiaoError(message)
    return Reference(Asked(measure, scope), period)


def _period(text: str) -> Period:
    """Read a year, or its months up to one.

    Raises:
        JixiaoError: it is neither.
    """
    printed = _PERIOD.fullmatch(text)
    month = int(printed["month"] or _DECEMBER) if printed else 0
    if printed is None or not 1 <= month <= _DECEMBER:
        message = f"证据号里的“{text}”应是年份或月份，如 2026、2026-07。"
        raise JixiaoError(message)
    year = int(printed["year"])
    return Period(date(year, 1, 1), last_day(f"{year}-{month:02}"))
