"""Series of the records: what the funds paid by scheme and kind of care, carried on or refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

from jixiao.fund.outlook.forecast import (
    LEAST_HISTORY,
    Forecast,
    Foreseen,
    Series,
    TooShort,
    forecast,
    one_month_ahead,
    short_test,
)
from jixiao.fund.outlook.history import YEAR, months_between, shift
from jixiao.fund.outlook.kept import FORESEEN
from jixiao.fund.records import NotLoaded, Records

SEEN_BACK = 72
"""Months of history that forecasts look at."""


@dataclass(frozen=True, slots=True)
class Forecasts:
    """The series that were carried on, and the reasons of those that were not."""

    made: tuple[Forecast, ...]
    refused: tuple[str, ...]


def series_until(records: Records, month: date) -> list[Series]:
    """Return what the funds paid until a month, by scheme and kind of care, largest last month first.

    A series begins with its first month; a month without payments is in it as zero, so that it is
    refused and not bridged. Months after the last one that anything was settled in are not there.

    Raises:
        NotLoaded: no settlements were loaded.
    """
    cells = records.record("care_months")
    cells = cells.filter(cells.month <= month)
    added = cells.group_by("insutype", "care", "month").aggregate(fen=cells.fund.sum())
    paid: dict[str, dict[date, int]] = {}
    for row in records.engine.fetch(added).to_pylist():
        name = f"{row['insutype']}/{row['care']}"
        paid.setdefault(name, {})[row["month"]] = int(row["fen"])
    series = [_series(name, values, month) for name, values in paid.items()]
    return sorted(series, key=lambda each: (-sum(each.values[-12:]), each.name))


def _series(name: str, paid: dict[date, int], until: date) -> Series:
    first = min(paid)
    months = months_between(first, until)
    return Series(name, first, tuple(paid.get(month, 0) for month in months))


def foresee(
    series: Sequence[Series], horizon: int, steps: Sequence[date] = ()
) -> Forecasts:
    """Carry on the series that can be, and say of the others why not."""
    made, refused = [], []
    for each in series:
        try:
            made.append(forecast(each, horizon, steps))
        except TooShort as reason:
            refused.append(str(reason))
    return Forecasts(tuple(made), tuple(refused))


def foresee_past(records: Records, month: date) -> tuple[str, ...]:
    """Keep what was expected of past months; return what is to be said of it."""
    try:
        return keep_foreseen(records, month)
    except NotLoaded as missing:
        return (missing.why,)


def keep_foreseen(records: Records, month: date) -> tuple[str, ...]:
    """Keep, as FORESEEN, what was expected of each month a month before; return what is to be said.

    That is who was refused and why, and of whom a regression is not proved yet.

    Raises:
        NotLoaded: no settlements were loaded.
    """
    rows: list[dict[str, object]] = []
    said = []
    squares = _squares_until(records, month)
    for series in series_until(records, month):
        actual = dict(zip(series.months, series.values, strict=True))
        try:
            ahead = one_month_ahead(series)
        except TooShort as reason:
            said.append(str(reason))
            continue
        if len(series.values) <= LEAST_HISTORY:
            said.append(_of_short(series))
        rows.extend(
            {
                "entry": f"{series.name}/{each.month:%Y-%m}",
                "place": series.name,
                "month": each.month,
                "actual": actual[each.month],
                "expected": each.expected,
                "low": each.low,
                "high": each.high,
                "error": _error(each, actual, squares[series.name]),
            }
            for each in ahead
        )
    FORESEEN.keep_rows(records.engine, rows)
    return tuple(said)


def _squares_until(records: Records, month: date) -> dict[str, dict[date, float]]:
    """Return the sums of squared payments of months, by scheme and kind of care."""
    cells = records.record("care_months")
    cells = cells.filter(cells.month <= month)
    added = cells.group_by("insutype", "care", "month").aggregate(
        squares=cells.fund_squares.sum()
    )
    squares: dict[str, dict[date, float]] = {}
    for row in records.engine.fetch(added).to_pylist():
        name = f"{row['insutype']}/{row['care']}"
        squares.setdefault(name, {})[row["month"]] = row["squares"]
    return squares


def _error(
    each: Foreseen, actual: Mapping[date, int], squares: Mapping[date, float]
) -> int:
    """Return the standard error of a month against what it was foreseen from: that of the year before.

    A sum of cases that come by chance has the sum of their squares for its variance.
    """
    before = shift(each.month, -YEAR)
    grown = each.expected / actual[before]
    return round(sqrt(squares[each.month] + squares[before] * grown**2))


def _of_short(series: Series) -> str:
    test = short_test(series)
    held = f"{test.covered}/{test.judged}" if test.judged else "还算不出"
    return (
        f"{series.name}只有 {len(series.values)} 个月：下个月只按上年同月、同比和春节推算，"
        f"试过 {test.tried} 次，误差 {test.error:.1%}（上年同月 {test.naive_error:.1%}），"
        f"区间盖住 {held}。"
    )
