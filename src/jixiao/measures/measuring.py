"""Measures taken: values of a period, by month, each with the query and the rows that prove it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from ibis import ir

from jixiao.entry import Overrides
from jixiao.errors import JixiaoError
from jixiao.fund import kept_tables
from jixiao.fund.records import NotLoaded, ProvenRow, ProvenRows, Records
from jixiao.fund.records.proven import totals
from jixiao.fund.store.engine import Engine
from jixiao.measures.areas import AREA, Areas, narrowed_of
from jixiao.measures.coverage import Coverage, Covering
from jixiao.measures.declaration import SCOPES, Measure, ValueKind
from jixiao.measures.scopes import check_word, words
from jixiao.period import Period
from jixiao.progress import Progress, silent


@dataclass(frozen=True, slots=True)
class Asked:
    """A measure, and what it is narrowed to: words by the names of SCOPES."""

    measure: Measure
    scope: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PartOfValue:
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
    of the rows that add most, persons masked, where they were asked for. `persons` are those asked in
    a survey, where one may have given several answers. `coverage` says what the
    records cover of the period.
    """

    code: str
    scope: Mapping[str, str]
    value: Decimal | None
    day: date | None
    above: int
    below: int
    rows: int
    months: tuple[PartOfValue, ...]
    sql: str
    why: str
    largest: tuple[ProvenRow, ...] = ()
    persons: int = 0
    coverage: Coverage = field(default_factory=Coverage)


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
    records = records_of(engine, period)
    covering, areas = Covering(records, period), Areas(records, period)
    proofs = [_proof_if_loaded(areas, question, limits or {}) for question in asked]
    queries = [proof.rows for proof in proofs if isinstance(proof, ProvenRows)]
    queries += covering.queries(question.measure for question in asked)
    values = []
    with records.sharing(queries):
        for n, (question, proof) in enumerate(zip(asked, proofs, strict=True)):
            progress(question.measure.title, n, len(asked))
            measured = _taken(question, proof, shown=shown)
            covered = covering.of(question.measure, question.scope)
            if AREA in question.scope:
                names = narrowed_of(question.measure.code, question.measure.sources)
                unplaced = areas.unplaced(measured.code, names)
                covered = replace(covered, missing=(*covered.missing, *unplaced))
            values.append(replace(measured, coverage=covered))
    return values


def keys_of(
    engine: Engine, asked: Asked, period: Period, limits: Overrides | None = None
) -> set[str]:
    """Return what the rows behind a value are called; none where a table was not loaded."""
    try:
        proof = prove(engine, asked, period, limits)
    except NotLoaded:
        return set()
    fetched = engine.fetch(proof.rows.select("key").distinct())
    return {str(row["key"]) for row in fetched.to_pylist()}


def records_of(engine: Engine, period: Period) -> Records:
    """Return the records that measures of a period look at.

    Where the engine shares no parts, those that many measures look at are kept as tables.
    """
    return Records(
        engine,
        period,
        identity_order=tuple(words()["identity"]["困难群众"]),
        keeping=not engine.shares_parts,
        kept=kept_tables(),
    )


def prove(
    engine: Engine, asked: Asked, period: Period, limits: Overrides | None = None
) -> ProvenRows:
    """Return the rows behind a value.

    Raises:
        NotLoaded: a table that it needs was not loaded.
    """
    areas = Areas(records_of(engine, period), period)
    return _proof(areas, asked, limits or {})


def _proof(areas: Areas, asked: Asked, limits: Overrides) -> ProvenRows:
    measure, records = asked.measure, areas.records
    _check_scope(asked)
    narrowed = dict.fromkeys(measure.needs, "") | dict(asked.scope)
    area = narrowed.pop(AREA, "")
    named: dict[str, Any] = {**narrowed, **measure.limit_values(limits)}
    given = dict(zip(measure.sources, records.give(measure.sources), strict=True))
    for name in narrowed_of(measure.code, measure.sources) if area else ():
        if (whole := given[name]) is not None:
            given[name] = areas.of(name, whole, area, measure.code)
    rows = measure.look(*given.values(), **named)
    return ProvenRows(records.engine, rows, measure.of_persons)


def _check_scope(asked: Asked) -> None:
    """Check that a measure can be narrowed to what is asked.

    Raises:
        JixiaoError: it cannot.
    """
    measure = asked.measure
    if strange := sorted(set(asked.scope) - set(measure.scopes)):
        scopes = "、".join(SCOPES[name] for name in measure.scopes) or "（没有）"
        names = "、".join(SCOPES.get(name, name) for name in strange)
        message = f"口径 {measure.code} 不能按 {names} 细分；可以按 {scopes}。请改正。"
        raise JixiaoError(message)
    for name, word in asked.scope.items():
        check_word(name, word)


def _proof_if_loaded(
    areas: Areas, asked: Asked, limits: Overrides
) -> ProvenRows | NotLoaded:
    try:
        return _proof(areas, asked, limits)
    except NotLoaded as error:
        return error


def _taken(asked: Asked, proof: ProvenRows | NotLoaded, *, shown: bool) -> Measured:
    if isinstance(proof, NotLoaded):
        return Measured(
            asked.measure.code, asked.scope, None, None, 0, 0, 0, (), "", proof.why
        )
    return value_of(asked, proof, shown=shown)


def value_of(asked: Asked, proof: ProvenRows, *, shown: bool = False) -> Measured:
    """Add up the rows behind a value; `shown` with the largest of them."""
    measure = asked.measure
    months = proof.by_month()
    above, below, count = totals(months)
    days = [month.last for month in months if month.last is not None]
    return Measured(
        code=measure.code,
        scope=asked.scope,
        value=measure.value(above, below, len(months)) if count else None,
        day=max(days) if days and measure.kind is ValueKind.LATEST else None,
        above=above,
        below=below,
        rows=count,
        months=tuple(PartOfValue(m.name, m.above, m.below, m.rows) for m in months),
        sql=proof.sql,
        why=_why(measure, count, below),
        largest=tuple(proof.largest()) if shown and count else (),
        persons=_persons(proof) if measure.sampled and count else 0,
    )


def _persons(proof: ProvenRows) -> int:
    """Count the questionnaires behind answers, whose rows are called 问卷/问题."""
    counted = proof.engine.ask(proof.rows, _count_of_persons)
    return int(counted.to_pylist()[0]["persons"])


def _count_of_persons(rows: ir.Table) -> ir.Table:
    return rows.aggregate(persons=rows.key.split("/")[0].nunique())


def _why(measure: Measure, rows: int, below: int) -> str:
    if not rows:
        return "记录里没有符合的行"
    if not below and measure.kind in (ValueKind.RATE, ValueKind.MEAN):
        return "分母为 0"
    return ""
