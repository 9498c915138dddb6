"""Children's official forms made into one: amounts added, rates from their parts, silence named."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from msgspec.structs import replace

from jixiao import chinese
from jixiao.evidence import Evidence
from jixiao.money import SCALES, convert
from jixiao.quantity import TargetValue, read_value
from jixiao.service.tree.gathered import Gathered
from jixiao.service.tree.indicators import Report, Rollup, roll_up, shown
from jixiao.targets import (
    BudgetExecution,
    Execution,
    Funding,
    Indicator,
    Objective,
    TargetTable,
)

FORM = "mof_self_2020"
"""The form that they are written in."""
_SOURCES = ("total", "fiscal_appropriation", "carried_over", "other")
_AMOUNTS = ("initial", "budget", "executed")
_CENT = Decimal("0.01")
_BOUNDS = {"1": "≥", "2": "≤"}
_Named = Sequence[tuple[str, TargetTable]]
"""Forms with the divisions that they came from."""


def consolidate(gathered: Gathered, division: str) -> Sequence[TargetTable]:
    """Return one form for each project that children handed up, in the order they came.

    Forms of one project are those under one name, whatever its spaces and widths.
    """
    part = gathered.tree.part(division)
    top = part.roots()[0]
    by_project: dict[str, list[tuple[str, TargetTable]]] = defaultdict(list)
    for code, form in gathered.forms:
        if code in part.nodes and form.project_name:
            by_project[chinese.key(form.project_name)].append((code, form))
    reports = [each for each in gathered.reports if each.division in part.nodes]
    rolled = {
        chinese.key(each.indicator): each
        for each in roll_up(part, reports, gathered.persons)
        if each.division == top
    }
    top_reports = {
        chinese.key(each.indicator): each for each in reports if each.division == top
    }
    return [
        _consolidated(gathered, top, forms, rolled, top_reports)
        for forms in by_project.values()
    ]


def without_name(gathered: Gathered) -> Sequence[str]:
    """Return whose forms bear no project's name, and are in none."""
    return [code for code, form in gathered.forms if not form.project_name]


def _consolidated(
    gathered: Gathered,
    top: str,
    forms: _Named,
    rolled: Mapping[str, Rollup],
    top_reports: Mapping[str, Report],
) -> TargetTable:
    tree, first = gathered.tree, forms[0][1]
    sent = [code for code, _ in forms]
    silent = [code for code in tree.children(top) if code not in sent]
    unit = _common_unit(forms)
    coverage = {"汇总地区": f"{len(set(sent))} 个：{_labels(gathered, sent)}"}
    if silent:
        coverage["没有报的地区"] = _labels(gathered, silent)
    if unit is None:
        coverage["金额"] = "有的表没有写金额单位，金额没有汇总"
    return replace(
        first,
        dialect=FORM,
        form_title=None,
        fiscal_year=gathered.year,
        project_code=None,
        term=first.term if len({form.term for _, form in forms}) == 1 else None,
        supervising_department=None,
        department_code=None,
        implementing_unit=tree.nodes[top].name,
        other_fields=coverage,
        money_unit=unit,
        funding=Funding(),
        objective=_together(gathered, forms, "objective"),
        own_level_objective=None,
        objective_achieved=_achieved(gathered, forms),
        budget_execution=_execution(forms, unit) if unit else None,
        indicators=tuple(_indicators(gathered, forms, rolled, top_reports)),
        empty_rows=(),
        notes=(),
        evidence={},
        total_score=None,
    )


def _labels(gathered: Gathered, codes: Iterable[str]) -> str:
    return "、".join(gathered.tree.label(code) for code in dict.fromkeys(codes))


def _common_unit(forms: _Named) -> str | None:
    """Return the unit in which no amount of any form loses a digit: the first's, where all say theirs."""
    units = [form.money_unit for _, form in forms]
    return units[0] if all(unit in SCALES for unit in units) else None


def _together(gathered: Gathered, forms: _Named, place: str) -> Objective | None:
    texts = {code: getattr(form, place) for code, form in forms}
    said = [
        f"{gathered.tree.label(code)}：{objective.text}"
        for code, objective in texts.items()
        if objective
    ]
    return Objective(text="\n".join(said)) if said else None


def _achieved(gathered: Gathered, forms: _Named) -> str | None:
    said = [
        f"{gathered.tree.label(code)}：{form.objective_achieved}"
        for code, form in forms
        if form.objective_achieved
    ]
    return "\n".join(said) or None


def _execution(forms: _Named, unit: str) -> BudgetExecution:
    return BudgetExecution(
        **{source: _added(forms, source, unit) for source in _SOURCES}
    )


def _added(forms: _Named, source: str, unit: str) -> Execution:
    """Add a row of the money; an amount that one form leaves blank is not there in the whole."""
    cells: dict[str, Decimal | None] = {}
    for name in _AMOUNTS:
        stated = [_amount(form, source, name, unit) for _, form in forms]
        amounts = [each for each in stated if each is not None]
        cells[name] = sum(amounts, Decimal(0)) if len(amounts) == len(stated) else None
    budget, executed = cells["budget"], cells["executed"]
    rate = None
    if budget and executed is not None:
        rate = (executed * 100 / budget).quantize(_CENT, ROUND_HALF_UP)
    return Execution(**cells, rate=rate)


def _amount(form: TargetTable, source: str, name: str, unit: str) -> Decimal | None:
    execution = form.budget_execution
    row = getattr(execution, source) if execution else None
    amount: Decimal | None = getattr(row, name) if row else None
    return None if amount is None else convert(amount, form.money_unit or unit, unit)


def _indicators(
    gathered: Gathered,
    forms: _Named,
    rolled: Mapping[str, Rollup],
    top_reports: Mapping[str, Report],
) -> Iterable[Indicator]:
    rows: dict[tuple[str, str, str], list[tuple[str, Indicator]]] = defaultdict(list)
    for code, form in forms:
        for row in form.indicators:
            key = (row.dimension or "", row.aspect or "", chinese.key(row.name))
            rows[key].append((code, row))
    for (_, _, name), of_name in rows.items():
        yield _indicator(gathered, of_name, rolled.get(name), top_reports.get(name))


def _indicator(
    gathered: Gathered,
    rows: Sequence[tuple[str, Indicator]],
    rollup: Rollup | None,
    top_report: Report | None,
) -> Indicator:
    first = rows[0][1]
    weights = {row.weight for _, row in rows}
    target = _own_target(top_report) or _side_by_side(gathered, rows, "target")
    if rollup is None:
        actual, why = (
            _side_by_side(gathered, rows, "actual"),
            "没有报分子分母和汇总方式，各地分列",
        )
    else:
        actual = rollup.wording or f"{shown(rollup.value)}{rollup.unit}"
        why = "；".join([*_missing(gathered, rollup), *rollup.notes])
    return replace(
        first,
        required=None,
        target=_value(target, gathered.year),
        evidence=Evidence(),
        actual=_value(actual, gathered.year),
        weight=weights.pop() if len(weights) == 1 else None,
        score=None,
        reason=why or None,
        by_area={},
    )


def _missing(gathered: Gathered, rollup: Rollup) -> Sequence[str]:
    if not rollup.missing:
        return []
    count = len(rollup.expected) - len(rollup.missing)
    names = _labels(gathered, rollup.missing)
    return [f"只含 {len(rollup.expected)} 个地区里的 {count} 个，缺 {names}"]


def _own_target(report: Report | None) -> str:
    if report is None or report.target is None:
        return ""
    return f"{_BOUNDS.get(report.better, '')}{shown(report.target)}{report.unit}"


def _side_by_side(
    gathered: Gathered, rows: Sequence[tuple[str, Indicator]], column: str
) -> str:
    """Return what each says; one value where all say the same."""
    values = [(code, getattr(row, column)) for code, row in rows]
    said = [(code, value.text if value else "没有写") for code, value in values]
    if len({text for _, text in said}) == 1 and len(said) > 1:
        return f"各地均为{said[0][1]}"
    return "；".join(f"{gathered.tree.label(code)}：{text}" for code, text in said)


def _value(text: str, year: int) -> TargetValue:
    return read_value(text, year)[0]
