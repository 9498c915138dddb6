"""Measured values come to a case from its unit's records: computed in the worker, kept, shown."""

import calendar
from collections.abc import Iterator
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
from jixiao.measures.declaration import Kind, Measure, library
from jixiao.measures.midyear_form import fill
from jixiao.measures.monitoring import MidyearValue, monitor
from jixiao.progress import Progress
from jixiao.web.models import Case, Draft, Job, Measurement, Table
from jixiao.web.work.drafts import carry_over, renew, rescored
from jixiao.web.work.proofs import Month, Proof, Row
from jixiao.web.work.rescoring import FORMS, RUBRIC

_YEAR = 12


def folder_of(case: Case) -> Path:
    """Give the folder with the records of a case's unit, or of a body above it.

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
    last = calendar.monthrange(case.year, months)[1]
    period = Period(date(case.year, 1, 1), date(case.year, months, last))
    folder = folder_of(case)
    bindings = load_bindings(folder / BINDINGS)
    with open_engine(folder) as engine:
        (answers,) = answer(engine, [table], period, bindings, progress, shown=True)
        (paid,) = take_payments(engine, [table], period)
        followed = (
            monitor(engine, [table], period, bindings, progress) if kind == "monitoring" else []
        )
    standing = {one.place: one for one in followed[0].progress} if followed else {}
    proofs = [_proof(place, one, standing.get(place), months) for place, one in enumerate(answers)]
    if kind == "monitoring":
        form = fill(followed[0], months, Entries())
    else:
        actuals = {n: found for n, one in enumerate(answers) if (found := actual_of(one))}
        form = filled(evaluate(table, actuals, spending_of(table, paid), rubrics()[RUBRIC]))
    form = msgspec.structs.replace(form, dialect=FORMS[kind])
    with transaction.atomic():
        before = Measurement.objects.filter(case=case, kind=kind).first()
        Measurement.objects.update_or_create(
            case=case, kind=kind,
            defaults={
                "body": msgspec.json.encode(proofs).decode(), "until": period.last,
                "form": msgspec.json.encode(form).decode(),
            },
        )  # fmt: skip
        case = Case.objects.select_for_update().get(pk=case.pk)
        draft = Draft.objects.select_for_update().filter(case=case, kind=kind).first()
        if draft is None or getattr(case, kind) != "filling":
            return
        merged = carry_over(form, draft.table, before.filled if before else None)
        renew(case, kind, rescored(kind, table, merged))


def _proof(place: int, one: Answer, standing: MidyearValue | None, until: int) -> Proof:
    told: dict[str, Any] = {
        "place": place, "name": one.indicator.name, "target": one.indicator.target.text,
        "state": str(one.match.state), "why": one.match.why, "mark": str(one.mark),
        "goal": one.indicator.target.number, "unit": one.indicator.target.unit or "",
        "candidates": tuple(one.match.candidates),
    }  # fmt: skip
    if standing:
        told |= {
            "course": str(standing.course), "forecast": standing.forecast, "low": standing.low,
            "high": standing.high,
        }  # fmt: skip
        told["why"] = standing.why or one.match.why
    measured = one.measured
    if measured is None:
        return Proof(**told)
    measure = library()[measured.code]
    above, below = measure.count(measured.above, measured.below)
    below = "" if measure.kind in (Kind.TOTAL, Kind.LATEST) else below
    return Proof(
        **told, measure=measure.code, title=measure.title,
        how=measured.why or measure.tell(measured.above, measured.below), shown=one.shown,
        number=one.actual, months=tuple(_months(one, measure, until)), above=above, below=below,
        rows=measured.rows, sql=measured.sql,
        largest=tuple(
            Row(name, str(on), place or "", *measure.count(*added))
            for name, on, place, *added in measured.largest
        ),
    )  # fmt: skip


def _months(one: Answer, measure: Measure, until: int) -> Iterator[Month]:
    """Give every month that has passed: one without rows is empty, or adds nothing to a total."""
    known = {month: round(value, 2) for month, value in months_of(one)}
    if not known:
        return
    value: Decimal | None = Decimal(0) if measure.kind is Kind.TOTAL else None
    for month in range(1, until + 1):
        told = known.get(month, value if measure.kind is Kind.TOTAL else None)
        yield Month(month, told)
        value = told
