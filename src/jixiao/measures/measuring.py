"""Measures taken: values of a period, by month, each with the query and the rows that prove it."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import ibis
from ibis import ir

from jixiao.entry import Overrides
from jixiao.errors import JixiaoError, writing
from jixiao.fund.store.engine import Engine, sql_of
from jixiao.fund.store.masking import masked
from jixiao.measures.declaration import SCOPES, Kind, Measure
from jixiao.measures.scopes import check_word
from jixiao.measures.sources import NotLoaded, Sources
from jixiao.period import Period
from jixiao.progress import Progress, silent


@dataclass(frozen=True, slots=True)
class Asked:
    """A measure, and what it is narrowed to: words by the names of SCOPES."""

    measure: Measure
    scope: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """What some of the rows add: those of a month (`2026-07`), or of a place."""

    name: str
    above: int
    below: int
    rows: int


@dataclass(frozen=True, slots=True)
class Measured:
    """A value and what it is made of.

    `value` is in the measure's unit; `day` is set instead for a last day. Both are none where
    `why` says why there is none: a table was not loaded, or no row speaks of it. `largest` are a few
    of the rows that add most, persons masked, where they were asked for.
    """

    code: str
    scope: Mapping[str, str]
    value: Decimal | None
    day: date | None
    above: int
    below: int
    rows: int
    months: tuple[Part, ...]
    sql: str
    why: str
    largest: tuple[tuple[Any, ...], ...] = ()


def take(
    engine: Engine,
    asked: Sequence[Asked],
    period: Period,
    progress: Progress = silent,
    limits: Overrides | None = None,
    *,
    shown: bool = False,
) -> list[Measured]:
    """Take measures of a period, in the order they are asked; `shown` with their largest rows."""
    sources = Sources(engine, period)
    found = []
    for n, one in enumerate(asked):
        progress(one.measure.title, n, len(asked))
        found.append(_taken(engine, sources, one, limits or {}, shown=shown))
    return found


def prove(
    engine: Engine, asked: Asked, period: Period, limits: Overrides | None = None
) -> ir.Table:
    """Give the rows behind a value: `row`, `on`, `place`, `above`, `below`.

    Raises:
        NotLoaded: a table that it needs was not loaded.
    """
    return _rows(Sources(engine, period), asked, limits or {})


SHOWN = 10


def _largest(engine: Engine, measure: Measure, rows: ir.Table) -> Iterator[tuple[Any, ...]]:
    """Give a few of the rows that add most, persons masked."""
    size = ibis.greatest(rows.above.abs(), rows.below.abs())
    told = rows.order_by(ibis.desc(size), "on", "row").limit(SHOWN)
    found = engine.fetch(told).to_pylist()
    return ((_name(measure, row), *list(row.values())[1:]) for row in found)


def _name(measure: Measure, row: Mapping[str, Any]) -> str:
    return masked(row["row"]) if measure.of_persons else str(row["row"])


def write_rows(
    engine: Engine, asked: Asked, period: Period, path: Path, limits: Overrides | None = None
) -> int:
    """Write all the rows behind a value as CSV, persons masked; gives how many there are.

    Raises:
        UnreadableFile: the file cannot be written.
    """
    rows = prove(engine, asked, period, limits).order_by("on", "row")
    found = engine.fetch(rows).to_pylist()
    with writing(path.parent), path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["row", "on", "place", "above", "below"])
        for row in found:
            writer.writerow([_name(asked.measure, row), *list(row.values())[1:]])
    return len(found)


def _rows(sources: Sources, asked: Asked, limits: Overrides) -> ir.Table:
    measure = asked.measure
    if strange := sorted(set(asked.scope) - set(measure.scopes)):
        own = "、".join(SCOPES[name] for name in measure.scopes) or "（没有）"
        names = "、".join(SCOPES.get(name, name) for name in strange)
        message = f"口径 {measure.code} 不能按 {names} 细分；可以按 {own}。请改正。"
        raise JixiaoError(message)
    for name, said in asked.scope.items():
        check_word(name, said)
    given = [
        sources.give(name) if needed else sources.give_if_loaded(name)
        for name, needed in measure.sources.items()
    ]
    narrowed = dict.fromkeys(measure.needs, "") | dict(asked.scope)
    named: dict[str, Any] = {**narrowed, **measure.limit_values(limits)}
    return measure.look(*given, **named)


def _taken(
    engine: Engine, sources: Sources, asked: Asked, limits: Overrides, *, shown: bool
) -> Measured:
    measure, scope = asked.measure, asked.scope
    try:
        rows = _rows(sources, asked, limits)
    except NotLoaded as error:
        return Measured(measure.code, scope, None, None, 0, 0, 0, (), "", str(error))
    counted = rows.group_by(month=rows.on.year() * 100 + rows.on.month()).aggregate(
        above=rows.above.sum(), below=rows.below.sum(), rows=rows.count(), last=rows.on.max()
    )
    told = sorted(engine.fetch(counted).to_pylist(), key=lambda month: month["month"] or 0)
    months = tuple(_parts(told))
    above, below = sum(part.above for part in months), sum(part.below for part in months)
    days = [row["last"] for row in told if row["last"] is not None]
    count = sum(part.rows for part in months)
    day = max(days) if days and measure.kind is Kind.LATEST else None
    value = measure.value(above, below) if count else None
    return Measured(
        measure.code, scope, value, day, above, below, count, months,
        sql_of(rows, engine.dialect), _why(measure, count, below),
        tuple(_largest(engine, measure, rows)) if shown and count else (),
    )  # fmt: skip


def _parts(told: Sequence[Mapping[str, Any]]) -> Iterator[Part]:
    for row in told:
        month = row["month"]
        name = f"{month // 100}-{month % 100:02}" if month else ""
        yield Part(name, int(row["above"] or 0), int(row["below"] or 0), row["rows"])


def _why(measure: Measure, rows: int, below: int) -> str:
    if not rows:
        return "记录里没有符合的行"
    if not below and measure.kind in (Kind.RATE, Kind.MEAN):
        return "分母为 0"
    return ""
