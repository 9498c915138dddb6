"""Measured values come to a case from its unit's records: computed in the worker, kept, shown."""

import calendar
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
from django.db import transaction

from jixiao import cycle
from jixiao.errors import JixiaoError
from jixiao.evaluation import Entries, evaluate, filled, rubrics
from jixiao.fund.store.opening import open_engine
from jixiao.measures import Period
from jixiao.measures.answers import (
    Answer,
    actual_of,
    answer,
    months_of,
    spending_of,
    take_payments,
)
from jixiao.measures.bindings import BINDINGS, load_bindings
from jixiao.measures.declaration import Measure, ValueKind, library
from jixiao.measures.measuring import Measured
from jixiao.measures.midyear_form import fill
from jixiao.measures.monitoring import MidyearValue, monitor
from jixiao.measures.references import reference_of
from jixiao.progress import Progress
from jixiao.targets import TargetTable
from jixiao.web.background.house_rows import keep_house_rows
from jixiao.web.models import Case, Draft, Job, Measurement, Table
from jixiao.web.work.differences import KIND, recorded_instead
from jixiao.web.work.drafts import carry_over, renew, rescored
from jixiao.web.work.proofs import Month, Proof, Row
from jixiao.web.work.rescoring import FORMS, RUBRIC

_YEAR = 12


def folder_of(case: Case) -> Path:
    """The folder with the records of a case's unit, or of a body above it.

    Raises:
        JixiaoError: none was named.
    """
    place = case.unit
    while place is not None:
        if place.records:
            return Path(place.records)
        place = place.parent  # type: ignore[assignment]
    message = f"还没有指明 {case.unit} 的基金数据在哪个文件夹，请管理员在“单位”里填写。"
    raise JixiaoError(message)


def measure_case(job: Job, progress: Progress) -> None:
    """Measure a case's promises, and fill what nobody has typed into the form that is open."""
    key, _, kind = job.about.partition(" ")
    case = Case.objects.select_related("unit__parent").get(key=key)
    state = cycle.replay(case.ledger())
    if state.in_force is None:
        message = "目标还没有批复，没有可以对照的承诺。"
        raise JixiaoError(message)
    table = Table.objects.get(digest=state.in_force.digest).content
    months = (state.months or _YEAR) if kind == "monitoring" else _YEAR
    period = _first_months(case.year, months)
    keep_house_rows(folder_of(case))
    if kind == "monitoring":
        proofs, form = _monitored(case, table, period, progress)
    else:
        proofs, form = _evaluated(case, table, period, progress)
    form = msgspec.structs.replace(form, dialect=FORMS[kind])
    with transaction.atomic():
        before = Measurement.objects.filter(case=case, kind=kind).first()
        Measurement.objects.update_or_create(
            case=case,
            kind=kind,
            defaults={
                "body": msgspec.json.encode(proofs).decode(),
                "until": period.last,
                "form": msgspec.json.encode(form).decode(),
            },
        )
        case = Case.objects.select_for_update().get(pk=case.pk)
        draft = Draft.objects.select_for_update().filter(case=case, kind=kind).first()
        if draft is None or getattr(case, kind) != "filling":
            return
        merged = carry_over(form, draft.table, before.filled if before else None)
        beside = replace(draft.typed, table=merged)
        instead = recorded_instead(case, beside) if kind == KIND else None
        renew(case, kind, rescored(kind, table, merged, instead))


def _first_months(year: int, months: int) -> Period:
    last = calendar.monthrange(year, months)[1]
    return Period(date(year, 1, 1), date(year, months, last))


def _monitored(
    case: Case, table: TargetTable, period: Period, progress: Progress
) -> tuple[list[Proof], TargetTable]:
    """The proof of each row in mid-year, and the monitoring form filled from the records."""
    folder = folder_of(case)
    bindings = load_bindings(folder / BINDINGS)
    with open_engine(folder) as engine:
        (answers,) = answer(engine, [table], period, bindings, progress, shown=True)
        (monitored,) = monitor(engine, [table], period, bindings, progress)
    standings = {value.place: value for value in monitored.progress}
    proofs = [
        _proof(place, row_answer, standings.get(place), period)
        for place, row_answer in enumerate(answers)
    ]
    return proofs, fill(monitored, period.months, Entries())


def _evaluated(
    case: Case, table: TargetTable, period: Period, progress: Progress
) -> tuple[list[Proof], TargetTable]:
    """The proof of each row at the year's end, and the self-evaluation filled from the records."""
    folder = folder_of(case)
    bindings = load_bindings(folder / BINDINGS)
    with open_engine(folder) as engine:
        (answers,) = answer(engine, [table], period, bindings, progress, shown=True)
        (payments,) = take_payments(engine, [table], period)
    proofs = [
        _proof(place, row_answer, None, period)
        for place, row_answer in enumerate(answers)
    ]
    actuals = {
        place: actual
        for place, row_answer in enumerate(answers)
        if (actual := actual_of(row_answer))
    }
    spending = spending_of(table, payments)
    return proofs, filled(evaluate(table, actuals, spending, rubrics()[RUBRIC]))


def _proof(
    place: int, row_answer: Answer, standing: MidyearValue | None, period: Period
) -> Proof:
    """What the records of a period say of a row, with its forecast in mid-year."""
    target, match = row_answer.indicator.target, row_answer.match
    facts: dict[str, Any] = {
        "place": place,
        "name": row_answer.indicator.name,
        "target": target.text,
        "state": str(match.state),
        "why": match.why,
        "mark": str(row_answer.mark),
        "goal": target.number,
        "unit": target.unit or "",
        "candidates": tuple(match.candidates),
    }
    if standing:
        facts |= {
            "course": str(standing.course),
            "forecast": standing.forecast,
            "low": standing.low,
            "high": standing.high,
            "why": standing.why or match.why,
        }
    if row_answer.measured:
        facts |= _measured(row_answer, row_answer.measured, period)
    return Proof(**facts)


def _measured(row_answer: Answer, measured: Measured, period: Period) -> dict[str, Any]:
    """How a row was measured: the measure, its two sums, its months and its largest rows."""
    measure = library()[measured.code]
    above, below = measure.count(measured.above, measured.below)
    has_below = measure.kind not in (ValueKind.TOTAL, ValueKind.LATEST)
    return {
        "measure": measure.code,
        "title": measure.title,
        "how": _how(row_answer, measured),
        "shown": row_answer.shown,
        "number": row_answer.actual,
        "months": tuple(_months(row_answer, measure, period.months)),
        "above": above,
        "below": below if has_below else "",
        "cumulative": measure.kind is ValueKind.TOTAL,
        "rows": measured.rows,
        "reference": reference_of(measured.code, measured.scope, period),
        "sql": measured.sql,
        "largest": tuple(
            Row(name, str(on), place or "", *measure.count(*added))
            for name, on, place, *added in measured.largest
        ),
    }


def _how(row_answer: Answer, measured: Measured) -> str:
    """What was counted, and what a reader must know of it."""
    measure = library()[measured.code]
    sentence = measured.why or measure.tell(
        measured.above, measured.below, measured.persons
    )
    return "；".join((sentence, *row_answer.remarks))


def _months(row_answer: Answer, measure: Measure, until: int) -> Iterator[Month]:
    """Every month that has passed: one without rows is empty, or adds nothing to a total."""
    values = {month: round(value, 2) for month, value in months_of(row_answer)}
    if not values:
        return
    is_total = measure.kind is ValueKind.TOTAL
    value: Decimal | None = Decimal(0) if is_total else None
    for month in range(1, until + 1):
        value = values.get(month, value if is_total else None)
        yield Month(month, value)
