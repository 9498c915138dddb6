"""A table changed cell by cell, as a person types; every cell has a path, and a word for it."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from msgspec.structs import replace

from jixiao.errors import JixiaoError
from jixiao.evidence import Evidence
from jixiao.quantity import TargetValue, is_not_applicable, read_value
from jixiao.targets.objective_items import find_items
from jixiao.targets.table import (
    BudgetExecution,
    Execution,
    Funding,
    Indicator,
    Objective,
    TargetTable,
)

FIELDS = {
    "project_name": "项目名称", "project_code": "项目编码", "supervising_department": "主管部门",
    "implementing_unit": "实施单位", "project_nature": "项目属性", "term": "项目期",
    "objective": "年度总体目标", "own_level_objective": "本级绩效目标",
    "objective_achieved": "目标实际完成情况",
}  # fmt: skip
AMOUNTS = {
    "project_total": "项目总额", "annual.total": "年度资金总额",
    "annual.fiscal_appropriation": "财政拨款", "annual.other": "其他资金",
    "annual.carried_over": "结余结转", "own_level.total": "本级资金总额",
    "own_level.fiscal_appropriation": "本级财政拨款", "own_level.other": "本级其他资金",
    "own_level.carried_over": "本级结余结转",
    "lower_level.total": "转移下级资金总额", "lower_level.central": "中央资金",
    "lower_level.region": "自治区资金", "from_above.total": "上级补助资金",
    "from_above.central": "其中中央资金", "from_above.region": "其中自治区（省）资金",
}  # fmt: skip
EXECUTION = {
    "initial": "年初预算数", "budget": "全年预算数", "executed": "执行数", "expected": "全年预计执行数",
    "weight": "预算执行率分值", "rate": "执行率", "score": "预算执行率得分",
}  # fmt: skip
CELLS = {
    "dimension": "一级指标", "aspect": "二级指标", "name": "三级指标", "target": "指标值",
    "actual": "实际完成值", "expected": "全年预计完成情况", "weight": "分值", "score": "得分",
    "reason": "偏差原因", "causes": "偏差原因类别", "likelihood": "完成目标可能性", "remark": "备注",
}  # fmt: skip
_INDICATOR = re.compile(r"indicators\[(\d{1,4})\]\.(\w+)")
_ROW = re.compile(r"indicators\[(\d{1,4})\](?:\.\w+)?")
_OBJECTIVES = ("objective", "own_level_objective")
_VALUES = ("target", "actual", "expected")
_UNPRINTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_CELL, _PROSE = 500, 8_000
"""How many characters a cell and a text may have."""
_MOST_ROWS = 500
_TOO_MUCH = Decimal(10) ** 13
_DIGITS = 6
"""After the point: as many as ten-thousandths of a 万元 need."""


class CannotEdit(JixiaoError, ValueError):
    """What was typed cannot stand in the cell; nothing was changed."""


def title_of(path: str) -> str:
    """Give the word for a cell: 第 3 条 指标值."""
    if found := _INDICATOR.fullmatch(path):
        return f"第 {int(found[1]) + 1} 条 {CELLS.get(found[2], found[2])}"
    if found := _ROW.fullmatch(path):
        return f"第 {int(found[1]) + 1} 条指标"
    if path.startswith("budget_execution."):
        return EXECUTION.get(path.rpartition(".")[2], path)
    return FIELDS.get(path) or AMOUNTS.get(path.removeprefix("funding."), path)


def edit(table: TargetTable, path: str, text: str) -> TargetTable:
    """Put what was typed into a cell; an empty text empties it.

    Raises:
        CannotEdit: there is no such cell, or what was typed is none of its kind.
    """
    text = clean(text)
    most = (
        _PROSE if path in _OBJECTIVES or path.endswith(("achieved", "reason", "remark")) else _CELL
    )
    if len(text) > most:
        message = f"“{title_of(path)}”写了 {len(text)} 个字，最多 {most} 个。"
        raise CannotEdit(message)
    if found := _INDICATOR.fullmatch(path):
        return _edit_indicator(table, int(found[1]), found[2], text, path)
    # What was typed is no longer what stands on the paper.
    table = replace(
        table,
        evidence={k: v for k, v in table.evidence.items() if k != path},
        notes=tuple(note for note in table.notes if note.place != path),
    )
    if path in _OBJECTIVES:
        objective = Objective(text=text, items=find_items(text)) if text else None
        return replace(table, **{path: objective})
    if path in FIELDS:
        return replace(table, **{path: text or None})
    if path.startswith("funding."):
        return _edit_amount(table, path, text)
    if path.startswith("budget_execution."):
        return _edit_execution(table, path, text)
    message = f"表上没有“{path}”这一格。"
    raise CannotEdit(message)


def clean(text: str) -> str:
    """Give what was typed without what no form can print: control characters and halves of letters."""
    return _UNPRINTED.sub("", text.replace("\r\n", "\n")).strip()


def filled_in(table: TargetTable) -> tuple[TargetTable, list[int]]:
    """Leave out the rows into which nothing was typed yet; gives where the others stood."""
    kept = [place for place, row in enumerate(table.indicators) if row.name or row.target.text]
    if len(kept) == len(table.indicators):
        return table, kept
    return replace(table, indicators=tuple(table.indicators[place] for place in kept)), kept


def unsure_cells(table: TargetTable) -> list[str]:
    """Give the paths of what a recogniser was not sure of; a row is confirmed as one."""
    fields = [path for path, evidence in table.evidence.items() if evidence.unsure]
    rows = enumerate(table.indicators)
    return [*fields, *(f"indicators[{n}]" for n, row in rows if row.evidence.unsure)]


def confirm(table: TargetTable, path: str) -> TargetTable:
    """Say that somebody has compared a cell, or a whole row, with the paper.

    Raises:
        CannotEdit: there is no such cell.
    """
    if found := _ROW.fullmatch(path):
        place = int(found[1])
        row = _row(table, place)
        sure = replace(row.evidence, confidence=None)
        return _with_row(table, place, replace(row, evidence=sure))
    if path not in table.evidence:
        message = f"表上没有“{path}”这一格。"
        raise CannotEdit(message)
    sure = replace(table.evidence[path], confidence=None)
    return replace(table, evidence={**table.evidence, path: sure})


def add_row(
    table: TargetTable, dimension: str, aspect: str | None, name: str = "", value: str = ""
) -> TargetTable:
    """Add an indicator below the last one of its aspect, else of its dimension.

    Raises:
        CannotEdit: there are too many rows.
    """
    if len(table.indicators) >= _MOST_ROWS:
        message = f"一张表最多 {_MOST_ROWS} 条指标。"
        raise CannotEdit(message)
    row = Indicator(
        dimension=dimension, dimension_label=None, aspect=aspect, aspect_label=None, required=None,
        name=name, label=None, not_applicable=False, evidence=Evidence(),
        target=read_value(value, table.fiscal_year)[0] if value else TargetValue(text=""),
    )  # fmt: skip
    rows = list(table.indicators)
    same = [
        n for n, other in enumerate(rows) if (other.dimension, other.aspect) == (dimension, aspect)
    ]
    near = [n for n, other in enumerate(rows) if other.dimension == dimension]
    place = max(same or near, default=len(rows) - 1) + 1
    return replace(table, indicators=(*rows[:place], row, *rows[place:]))


def remove_row(table: TargetTable, place: int) -> TargetTable:
    """Take an indicator out.

    Raises:
        CannotEdit: there is no such row.
    """
    _row(table, place)
    rows = table.indicators
    return replace(table, indicators=(*rows[:place], *rows[place + 1 :]))


def cells(table: TargetTable) -> Iterator[tuple[str, str]]:
    """Give the path and the text of every cell that is not empty."""
    for name in FIELDS:
        value = getattr(table, name)
        if text := value.text if isinstance(value, Objective) else value:
            yield name, text
    for path in AMOUNTS:
        value = table.funding
        for name in path.split("."):
            value = getattr(value, name)
        if value is not None:
            yield f"funding.{path}", f"{value:f}"
    if spent := table.budget_execution:
        for part in spent.__struct_fields__:
            for name in Execution.__struct_fields__:
                amount = getattr(getattr(spent, part), name)
                if amount is not None:
                    yield f"budget_execution.{part}.{name}", f"{amount:f}"
    for place, row in enumerate(table.indicators):
        for name in CELLS:
            if text := _text(getattr(row, name)):
                yield f"indicators[{place}].{name}", text


def _text(value: object) -> str:
    match value:
        case TargetValue():
            return value.text
        case Decimal():
            return f"{value:f}"
        case tuple():
            return "、".join(value)
        case _:
            return str(value or "")


def _row(table: TargetTable, place: int) -> Indicator:
    if not 0 <= place < len(table.indicators):
        message = f"表上没有第 {place + 1} 条指标；别人可能刚刚删去了它，请刷新。"
        raise CannotEdit(message)
    return table.indicators[place]


def _edit_indicator(table: TargetTable, place: int, name: str, text: str, path: str) -> TargetTable:
    row = _row(table, place)
    if name not in CELLS:
        message = f"表上没有“{path}”这一格。"
        raise CannotEdit(message)
    value: Any = text or None
    if name in _VALUES:
        value = read_value(text, table.fiscal_year)[0] if text or name == "target" else None
    elif name in ("weight", "score"):
        value = _points(text, path)
    elif name == "causes":
        value = tuple(part for part in re.split(r"[、，,]", text) if part)
    elif name == "name":
        value = text
    changes = {name: value}
    if name in ("dimension", "aspect"):
        changes[f"{name}_label"] = None
    # What was typed is no longer what stands on the paper.
    row = replace(row, evidence=Evidence(), **changes)
    none = is_not_applicable(row.name) or is_not_applicable(row.target.text)
    row = replace(row, not_applicable=none)
    return _with_row(table, place, row)


def _with_row(table: TargetTable, place: int, row: Indicator) -> TargetTable:
    rows = table.indicators
    return replace(table, indicators=(*rows[:place], row, *rows[place + 1 :]))


def _edit_amount(table: TargetTable, path: str, text: str) -> TargetTable:
    plain = path.removeprefix("funding.")
    if plain not in AMOUNTS:
        message = f"表上没有“{path}”这一格。"
        raise CannotEdit(message)
    block, _, part = plain.rpartition(".")
    amount = _amount(text, path)
    if not block:
        return replace(table, funding=replace(table.funding, project_total=amount))
    changed = replace(getattr(table.funding, block), **{part: amount})
    return replace(table, funding=replace(table.funding, **{block: changed}))


def _edit_execution(table: TargetTable, path: str, text: str) -> TargetTable:
    _, part, name = (*path.split("."), "", "")[:3]
    if part not in BudgetExecution.__struct_fields__ or name not in Execution.__struct_fields__:
        message = f"表上没有“{path}”这一格。"
        raise CannotEdit(message)
    spent = table.budget_execution or BudgetExecution()
    number = _points(text, path) if name in ("weight", "score") else _amount(text, path)
    row = replace(getattr(spent, part), **{name: number})
    return replace(table, budget_execution=replace(spent, **{part: row}))


def _number(text: str, path: str) -> Decimal | None:
    plain = text.replace(",", "").replace("，", "").removesuffix("%")
    if not plain:
        return None
    try:
        number = Decimal(plain)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        message = f"“{title_of(path)}”应是一个数，不能是“{_shortened(text)}”。"
        raise CannotEdit(message)
    if abs(number) >= _TOO_MUCH or number != round(number, _DIGITS):
        message = (
            f"“{title_of(path)}”的“{_shortened(text)}”太大或小数太多，不像真的数，请核对单位。"
        )
        raise CannotEdit(message)
    return number


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _amount(text: str, path: str) -> Decimal | None:
    number = _number(text, path)
    if number is not None and number < 0:
        message = f"“{title_of(path)}”不能是负数，请改正“{text}”。"
        raise CannotEdit(message)
    return number


def _points(text: str, path: str) -> Decimal | None:
    number = _number(text, path)
    if number is not None and not 0 <= number <= _FULL:
        message = f"“{title_of(path)}”应在 0 到 {_FULL} 之间，不能是“{_shortened(text)}”。"
        raise CannotEdit(message)
    return number


_SHOWN, _FULL = 20, 100


def blank(year: int, unit: str, department: str | None, money_unit: str = "万元") -> TargetTable:
    """Give an empty table of a year for a unit to fill in."""
    return TargetTable(
        dialect="base", form_title=None, fiscal_year=year, project_name=None, project_code=None,
        supervising_department=department, department_code=None, implementing_unit=unit,
        project_nature=None, term=f"{year}年-{year}年", finance_division=None, other_fields={},
        money_unit=money_unit, funding=Funding(), objective=None, own_level_objective=None,
        indicators=(), empty_rows=(), pages=1, notes=(), evidence={},
    )  # fmt: skip
