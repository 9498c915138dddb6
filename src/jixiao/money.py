"""Exact amounts of money in 元, 万元 and 亿元."""

import re
from decimal import Decimal

_FULL_WIDTH = str.maketrans("０１２３４５６７８９，．＋－", "0123456789,.+-")
_TYPED = re.compile(r"[-+]?(\d{1,3}(,\d{3})+|\d+)?(\.\d*)?", re.ASCII)

SCALES = {
    "元": 1,
    "千元": 1_000,
    "万元": 10_000,
    "百万元": 1_000_000,
    "亿元": 100_000_000,
}
"""How many yuan one of each unit is."""


_MOST_YUAN = Decimal(10) ** 13


def is_beyond_any_project(amount: Decimal, unit: str) -> bool:
    """Whether no project has as much: such a number is several figures run together."""
    return convert(amount, unit, "元") >= _MOST_YUAN


def convert(number: Decimal, unit: str, into: str) -> Decimal:
    """Return an amount printed in `unit` in the unit `into`, without rounding: 35 万元 → 350000 元."""
    return number if unit == into else number * SCALES[unit] / SCALES[into]


def from_fen(fen: int) -> Decimal:
    """Return whole fen as yuan: 727500 → 7275.00."""
    return Decimal(fen).scaleb(-2)


def in_yuan(fen: int) -> str:
    """Print whole fen as yuan: 727500 → 7,275.00."""
    yuan, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{yuan:,}.{rest:02}"


def typed_number(text: str) -> Decimal | None:
    """Read a number that somebody typed: 1,200.50 → 1200.50, also in full width; None for any other text.

    A comma stands between thousands or it is none: 1.000,50 and 1,5 are refused, for nobody can tell
    what was meant. So are 1e3 and 1_000, which no form prints.
    """
    plain = text.translate(_FULL_WIDTH).strip()
    if not _TYPED.fullmatch(plain) or not any(map(str.isdecimal, plain)):
        return None
    return Decimal(plain.replace(",", ""))
