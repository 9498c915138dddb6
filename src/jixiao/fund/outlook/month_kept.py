"""A month looked at once and kept: values, signals with their contributors, forecasts, for pages to read."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from jixiao.fund.outlook.foreseen import (
    SEEN_BACK,
    foresee,
    foresee_past,
    series_until,
)
from jixiao.fund.outlook.history import YEAR, shift
from jixiao.fund.outlook.indicator import indicators, month_values
from jixiao.fund.outlook.kept import (
    LOOKED,
    MONTH_FORECASTS,
    MONTH_SIGNALS,
    MONTH_VALUES,
)
from jixiao.fund.outlook.looking_back import looking_back
from jixiao.fund.outlook.place_names import PlaceNames
from jixiao.fund.outlook.set_limits import limits_on, lines_of_limits
from jixiao.fund.outlook.warning_cases import explained
from jixiao.fund.outlook.watching import (
    StandingSignal,
    contributions,
    unjudged,
    watch,
)
from jixiao.fund.parameters import Terms
from jixiao.fund.records import KeptTable, NotLoaded, Records
from jixiao.fund.records.loads import last_load
from jixiao.fund.store.engine import Engine
from jixiao.money import in_yuan
from jixiao.progress import Progress, silent

BY = ("scheme", "care", "institution")
"""What values are kept by."""
_KEPT_MONTHS = 2 * YEAR + 1
_AHEAD = 6
_GROUPS = 20
Row = Mapping[str, Any]


def look_at(
    engine: Engine, month: date, terms: Terms, progress: Progress = silent
) -> None:
    """Look at a month and keep what pages show of it; looked at anew it replaces what was there.

    Raises:
        NotLoaded: neither settlements nor months of the fund were loaded.
    """
    records = looking_back(engine, month, SEEN_BACK)
    progress("指标", 0, 4)
    values = [*_values(records, month)]
    if not values:
        records.record("care_months")
    progress("推算", 1, 4)
    remarks = foresee_past(records, month)
    forecasts = [*_forecasts(records, month)]
    progress("信号", 2, 4)
    watched = watch(records, month, limits_on(terms))
    names = PlaceNames.of_records(records)
    signals = [_signal(records, each, names) for each in watched.standing]
    progress("保存", 3, 4)
    unknown = [
        *map(names.in_text, remarks),
        *unjudged(records, month),
        *(f"{entry.code} {entry.title}：{why}" for entry, why in watched.unseen),
    ]
    MONTH_VALUES.keep_beside(engine, values, "looked", month)
    MONTH_SIGNALS.keep_beside(engine, signals, "looked", month)
    MONTH_FORECASTS.keep_beside(engine, forecasts, "looked", month)
    looked = {
        "looked": month,
        "load": last_load(engine),
        "parameters": terms.code,
        "unknown": json.dumps(unknown, ensure_ascii=False),
        "limits": json.dumps([*lines_of_limits(terms)], ensure_ascii=False),
        "names": json.dumps(names.institutions, ensure_ascii=False),
    }
    LOOKED.keep_beside(engine, [looked], "looked", month)


def _values(records: Records, month: date) -> Iterator[Row]:
    first = shift(month, 1 - _KEPT_MONTHS)
    for code, entry in indicators().items():
        for by in BY:
            if by not in entry.dimensions:
                continue
            try:
                values = month_values(entry, entry.prove(records, by))
            except NotLoaded:
                break
            for value in values:
                if first <= value.month <= month:
                    yield {
                        "looked": month,
                        "code": code,
                        "by": by,
                        "place": value.place,
                        "month": value.month,
                        "above": value.above,
                        "below": value.below,
                    }


def _forecasts(records: Records, month: date) -> Iterator[Row]:
    try:
        series = series_until(records, month)
    except NotLoaded:
        return
    for made in foresee(series, _AHEAD).made:
        past = zip(made.series.months, made.series.values, strict=True)
        about = {
            "looked": month,
            "place": made.series.name,
            "said": made.back_test.line,
        }
        for at, value in [*past][-_KEPT_MONTHS:]:
            yield about | {"month": at, "actual": value}
        for ahead in made.months:
            yield about | {
                "month": ahead.month,
                "expected": ahead.expected,
                "low": ahead.low,
                "high": ahead.high,
            }


def _signal(records: Records, each: StandingSignal, names: PlaceNames) -> Row:
    try:
        come_from = contributions(records, each)
    except NotLoaded:
        said, groups = "", []
    else:
        said = explained(come_from)
        groups = [
            {"group": names.of_group(part.names), "yuan": in_yuan(part.fen)}
            for part in come_from.largest[:_GROUPS]
        ]
    return {
        "looked": each.month,
        "code": each.signal.code,
        "place": each.place,
        "named": names.of(each.place),
        "since": each.since,
        "level": each.level.value,
        "above": each.above,
        "below": each.below,
        "said": each.sentence,
        "comes_from": said,
        "groups": json.dumps(groups, ensure_ascii=False),
    }


@dataclass(frozen=True, slots=True)
class SeenMonth:
    """What is kept of a month. `is_stale`: something was loaded since it was looked at."""

    month: date
    parameters: str
    is_stale: bool
    unknown: Sequence[str]
    limits: Sequence[str]
    institutions: Mapping[str, str]
    values: Sequence[Row]
    signals: Sequence[Row]
    forecasts: Sequence[Row]

    def course(self, code: str, by: str, place: str) -> dict[date, Row]:
        """Return an indicator's months of a place, oldest first."""
        wanted = (code, by, place)
        rows = [r for r in self.values if (r["code"], r["by"], r["place"]) == wanted]
        return {row["month"]: row for row in sorted(rows, key=lambda r: r["month"])}

    def places(self, code: str, by: str) -> dict[str, Row]:
        """Return an indicator's row of the month by place, largest first."""
        rows = [
            row
            for row in self.values
            if (row["code"], row["by"], row["month"]) == (code, by, self.month)
        ]
        return {row["place"]: row for row in sorted(rows, key=lambda r: -r["above"])}

    def series(self) -> Iterator[tuple[str, list[Row]]]:
        """Yield the series that were carried on, in the order in which they were kept."""
        for place, rows in groupby(self.forecasts, key=lambda row: str(row["place"])):
            yield place, sorted(rows, key=lambda row: row["month"])


def looked_months(engine: Engine) -> list[date]:
    """Return the months that were looked at, newest first."""
    if LOOKED.name not in engine.tables:
        return []
    rows = engine.fetch(LOOKED.read(engine).select("looked")).to_pylist()
    return sorted((row["looked"] for row in rows), reverse=True)


def seen_month(engine: Engine, month: date) -> SeenMonth:
    """Return what is kept of a month.

    Raises:
        NotLoaded: it was not looked at.
    """
    looked = _of(engine, LOOKED, month)
    if not looked:
        why = f"{month:%Y-%m} 还没有看过"
        raise NotLoaded(why, f"{why}。请先运行 {LOOKED.command}。")
    about = looked[0]
    forecasts = _of(engine, MONTH_FORECASTS, month)
    return SeenMonth(
        month,
        about["parameters"],
        about["load"] != last_load(engine),
        json.loads(about["unknown"]),
        json.loads(about["limits"]),
        json.loads(about["names"]),
        _of(engine, MONTH_VALUES, month),
        sorted(_of(engine, MONTH_SIGNALS, month), key=_loudest),
        _largest_first(forecasts),
    )


def _loudest(row: Row) -> tuple[bool, str, str]:
    return row["level"] != "warning", row["code"], row["place"]


def _largest_first(forecasts: Iterable[Row]) -> list[Row]:
    paid: dict[str, int] = {}
    for row in forecasts:
        paid[row["place"]] = paid.get(row["place"], 0) + (row["actual"] or 0)
    return sorted(forecasts, key=lambda row: (-paid[row["place"]], row["place"]))


def _of(engine: Engine, table: KeptTable, month: date) -> list[Row]:
    rows = table.read(engine)
    fetched: list[Row] = engine.fetch(rows.filter(rows.looked == month)).to_pylist()
    return fetched
