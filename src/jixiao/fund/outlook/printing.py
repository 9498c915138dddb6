"""How values of the outlook are printed: money in yuan, shares with two digits, names beside codes."""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from jixiao.fund.outlook.indicator import DIMENSIONS
from jixiao.fund.records import Records
from jixiao.fund.tables import codes

_CENT = Decimal("0.01")
_CODES = {"scheme": "insutype", "kind": "med_type", "level": "hosp_lv"}
NOTHING = "—"
COUNTS = ("人次", "人", "户", "笔", "家")
"""Units of what is counted one by one."""


def month_in_words(month: date) -> str:
    """Print a month as people write it."""
    return f"{month.year} 年 {month.month} 月"


def rounded(value: Fraction) -> Decimal:
    """Return a value with two digits, half away from zero."""
    whole = Decimal(value.numerator) / Decimal(value.denominator)
    return whole.quantize(_CENT, ROUND_HALF_UP)


def printed(value: Fraction | None, unit: str = "") -> str:
    """Print a value with two digits, a count of COUNTS whole; a dash where there is none."""
    if value is None:
        return NOTHING
    if unit in COUNTS and value.denominator == 1:
        return f"{value.numerator:,}"
    return f"{rounded(value):,}"


def growth(before: Fraction | None, after: Fraction | None) -> Fraction | None:
    """Return a change in per cent; none where there is nothing to compare with."""
    if before is None or after is None or before <= 0:
        return None
    return (after / before - 1) * 100


def printed_growth(before: Fraction | None, after: Fraction | None) -> str:
    """Print a change in per cent with its sign."""
    change = growth(before, after)
    return NOTHING if change is None else f"{rounded(change):+,}%"


def names_of(records: Records, by: str) -> Mapping[str, str]:
    """Return what the codes of a dimension are called, as far as tables tell."""
    if by in _CODES:
        return codes()[_CODES[by]]
    institutions = records.record_if_loaded("institutions")
    if by != "institution" or institutions is None:
        return {}
    rows = records.engine.fetch(
        institutions.select("fixmedins_code", "fixmedins_name").distinct()
    )
    return {row["fixmedins_code"]: row["fixmedins_name"] for row in rows.to_pylist()}


def dimension_title(by: str) -> str:
    """Return what a dimension is called."""
    return DIMENSIONS[by][0]
