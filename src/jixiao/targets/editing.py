"""A table changed cell by cell, as a person types."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from jixiao.cell_path import (
    AMOUNTS,
    COLUMNS,
    FIELDS,
    OFTEN_PRINTED,
    OTHER_FIELDS,
    CellPath,
)
from jixiao.errors import JixiaoError
from jixiao.evidence import Evidence
from jixiao.money import typed_number
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

_OBJECTIVES = ("objective", "own_level_objective")
_PROSE = {*_OBJECTIVES, "objective_achieved", "reason", "remark"}
_VALUES = ("target", "actual", "expected")
_POINTS = ("weight", "score")
_UNPRINTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""What stands nowhere on paper; some of it turns the order of the letters around it."""
_LONGEST_CELL, _LONGEST_PROSE = 500, 8_000
"""How many characters a cell and a text may have."""
_MOST_ROWS = 500
_TOO_MUCH = Decimal(10) ** 13
_DIGITS = 6
"""After the point: as many as ten-thousandths of a 万元 need."""
_SHOWN = 20
"""How much of what was typed a message repeats."""
_FULL = 100
"""The points of a whole table."""


class CannotEdit(JixiaoError, ValueError):
    """What was typed cannot stand in the cell; nothing was changed."""


def _no_such_cell(path: CellPath) -> CannotEdit:
    return CannotEdit(f"表上没有“{path}”这一格。")


def edit(table: TargetTable, path: CellPath, text: str) -> TargetTable:
    """The table with what was typed in a cell; an empty text empties it.

    Raises:
        CannotEdit: there is no such cell, or what was typed is none of its kind.
    """
    text = clean(text)
    is_prose = path.name in _PROSE or path.name.startswith(OTHER_FIELDS)
    longest = _LONGEST_PROSE if is_prose else _LONGEST_CELL
    if len(text) > longest:
        message = f"“{path.title}”太长，最多 {longest} 字（现在 {len(text)} 字）。"
        raise CannotEdit(message)
    if path.row is not None:
        return _edit_indicator(table, path, text)
    # What was typed is no longer what stands on the paper.
    printed = str(path)
    table = replace(
        table,
        evidence={cell: at for cell, at in table.evidence.items() if cell != printed},
        notes=tuple(note for note in table.notes if note.place != printed),
    )
    if path.name in _OBJECTIVES:
        objective = Objective(text=text, items=find_items(text)) if text else None
        return replace(table, **{path.name: objective})
    if path.name in FIELDS:
        return replace(table, **{path.name: text or None})
    if path.name in AMOUNTS:
        return _edit_amount(table, path, text)
    if path.name.startswith(OTHER_FIELDS):
        return _edit_other_field(table, path, text)
    return _edit_execution(table, path, text)


def clean(text: str) -> str:
    """The text without what no form can print: control characters and halves of letters."""
    return _UNPRINTED.sub("", text.replace("\r\n", "\n")).strip()


def filled_in(table: TargetTable) -> tuple[TargetTable, list[int]]:
    """The table without the rows into which nothing was typed yet, and where the others stood."""
    places = [
        place
        for place, row in enumerate(table.indicators)
        if row.name or row.target.text
    ]
    if len(places) == len(table.indicators):
        return table, places
    return replace(
        table, indicators=tuple(table.indicators[place] for place in places)
    ), places


def unsure_cells(table: TargetTable) -> list[CellPath]:
    """What was not read surely: fields, and rows, each of which is confirmed as one."""
    fields = [CellPath.parse(cell) for cell, at in table.evidence.items() if at.unsure]
    rows = [
        CellPath.in_row(place)
        for place, row in enumerate(table.indicators)
        if row.evidence.unsure
    ]
    return [*fields, *rows]


def confirm(table: TargetTable, path: CellPath) -> TargetTable:
    """The table once somebody has compared a cell, or a whole row, with the paper.

    Raises:
        CannotEdit: there is no such cell.
    """
    if path.row is not None:
        place = _place(table, path)
        row = table.indicators[place]
        sure = row.evidence.confirmed()
        return _with_row(table, place, replace(row, evidence=sure))
    printed = str(path)
    if printed not in table.evidence:
        raise _no_such_cell(path)
    sure = table.evidence[printed].confirmed()
    return replace(table, evidence={**table.evidence, printed: sure})


def add_row(
    table: TargetTable,
    dimension: str,
    aspect: str | None,
    name: str = "",
    value: str = "",
) -> TargetTable:
    """The table with another indicator, where `place_of_new_row` says.

    Raises:
        CannotEdit: there are too many rows.
    """
    if len(table.indicators) >= _MOST_ROWS:
        message = f"一张表最多 {_MOST_ROWS} 条指标。"
        raise CannotEdit(message)
    target = read_value(value, table.fiscal_year)[0] if value else TargetValue(text="")
    row = Indicator(
        dimension=dimension,
        dimension_label=None,
        aspect=aspect,
        aspect_label=None,
        required=None,
        name=name,
        label=None,
        target=target,
        not_applicable=False,
        evidence=Evidence(),
    )
    place = place_of_new_row(table, dimension, aspect)
    rows = table.indicators
    return replace(table, indicators=(*rows[:place], row, *rows[place:]))


def place_of_new_row(table: TargetTable, dimension: str, aspect: str | None) -> int:
    """Where an indicator is added: below the last of its aspect, else of its dimension, else last."""
    rows = list(enumerate(table.indicators))
    of_dimension = [place for place, row in rows if row.dimension == dimension]
    of_aspect = [
        place for place in of_dimension if table.indicators[place].aspect == aspect
    ]
    return max(of_aspect or of_dimension, default=len(rows) - 1) + 1


def remove_row(table: TargetTable, path: CellPath) -> TargetTable:
    """The table without an indicator.

    Raises:
        CannotEdit: there is no such row.
    """
    place = _place(table, path)
    rows = table.indicators
    return replace(table, indicators=(*rows[:place], *rows[place + 1 :]))


def cells(table: TargetTable) -> Iterator[tuple[CellPath, str]]:
    """The path and the text of every cell that is not empty."""
    yield from _cells_of_fields(table)
    for path in AMOUNTS:
        if (amount := _amount_at(table.funding, path)) is not None:
            yield CellPath(path), f"{amount:f}"
    yield from _cells_of_execution(table.budget_execution)
    for place, row in enumerate(table.indicators):
        for column in COLUMNS:
            if text := _printed(getattr(row, column)):
                yield CellPath.in_row(place, column), text


def _cells_of_fields(table: TargetTable) -> Iterator[tuple[CellPath, str]]:
    for name in FIELDS:
        value = getattr(table, name)
        text = value.text if isinstance(value, Objective) else value
        if text:
            yield CellPath(name), text
    for label, text in table.other_fields.items():
        if text:
            yield CellPath(f"{OTHER_FIELDS}{label}"), text


def _amount_at(funding: Funding, path: str) -> Decimal | None:
    value: Any = funding
    for name in path.split(".")[1:]:
        value = getattr(value, name)
    amount: Decimal | None = value
    return amount


def _cells_of_execution(
    spent: BudgetExecution | None,
) -> Iterator[tuple[CellPath, str]]:
    if spent is None:
        return
    for source in spent.__struct_fields__:
        for name in Execution.__struct_fields__:
            amount = getattr(getattr(spent, source), name)
            if amount is not None:
                yield CellPath(f"budget_execution.{source}.{name}"), f"{amount:f}"


def _printed(value: object) -> str:
    match value:
        case TargetValue():
            return value.text
        case Decimal():
            return f"{value:f}"
        case tuple():
            return "、".join(value)
        case _:
            return str(value or "")


def _place(table: TargetTable, path: CellPath) -> int:
    if not isinstance(path.row, int):
        raise _no_such_cell(path)
    if not 0 <= path.row < len(table.indicators):
        message = f"表上没有第 {path.row + 1} 条指标；别人可能刚刚删去了它，请刷新。"
        raise CannotEdit(message)
    return path.row


def _edit_indicator(table: TargetTable, path: CellPath, text: str) -> TargetTable:
    place, column = _place(table, path), path.name
    if column not in COLUMNS:
        raise _no_such_cell(path)
    changes: dict[str, Any] = {column: _value_typed(table, path, text)}
    if column in ("dimension", "aspect"):
        changes[f"{column}_label"] = None
    # What was typed is no longer what stands on the paper.
    row = replace(table.indicators[place], evidence=Evidence(), **changes)
    not_applicable = is_not_applicable(row.name) or is_not_applicable(row.target.text)
    return _with_row(table, place, replace(row, not_applicable=not_applicable))


def _value_typed(table: TargetTable, path: CellPath, text: str) -> object:
    """What a column of a row holds once `text` was typed into it."""
    column = path.name
    if column in _VALUES:
        emptied = not text and column != "target"
        return None if emptied else read_value(text, table.fiscal_year)[0]
    if column in _POINTS:
        return _points(text, path)
    if column == "causes":
        return tuple(cause for cause in re.split(r"[、，,]", text) if cause)
    return text if column == "name" else text or None


def _with_row(table: TargetTable, place: int, row: Indicator) -> TargetTable:
    rows = table.indicators
    return replace(table, indicators=(*rows[:place], row, *rows[place + 1 :]))


def _edit_amount(table: TargetTable, path: CellPath, text: str) -> TargetTable:
    amount = _amount(text, path)
    _, *blocks, name = path.name.split(".")
    if not blocks:
        return replace(table, funding=replace(table.funding, **{name: amount}))
    block = blocks[0]
    changed = replace(getattr(table.funding, block), **{name: amount})
    return replace(table, funding=replace(table.funding, **{block: changed}))


def _edit_other_field(table: TargetTable, path: CellPath, text: str) -> TargetTable:
    """The table with a field that is known by its label: one that it prints, or that forms often do."""
    label = path.name.removeprefix(OTHER_FIELDS)
    if label not in {*OFTEN_PRINTED, *table.other_fields}:
        raise _no_such_cell(path)
    fields = {**table.other_fields, label: text}
    filled = {name: value for name, value in fields.items() if value}
    return replace(table, other_fields=filled)


def _edit_execution(table: TargetTable, path: CellPath, text: str) -> TargetTable:
    block, source, name = (*path.name.split("."), "", "")[:3]
    known = (
        source in BudgetExecution.__struct_fields__
        and name in Execution.__struct_fields__
    )
    if block != "budget_execution" or not known:
        raise _no_such_cell(path)
    spent = table.budget_execution or BudgetExecution()
    number = _points(text, path) if name in _POINTS else _amount(text, path)
    row = replace(getattr(spent, source), **{name: number})
    return replace(table, budget_execution=replace(spent, **{source: row}))


def _number(text: str, path: CellPath) -> Decimal | None:
    plain = text.strip().removesuffix("%").removesuffix("％")
    if not plain:
        return None
    number = typed_number(plain)
    if number is None:
        message = f"“{path.title}”应是一个数，不能是“{_shortened(text)}”。"
        raise CannotEdit(message)
    if abs(number) >= _TOO_MUCH or number != round(number, _DIGITS):
        message = f"“{path.title}”的“{_shortened(text)}”太大或小数太多，不像真的数，请核对单位。"
        raise CannotEdit(message)
    return number


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _amount(text: str, path: CellPath) -> Decimal | None:
    number = _number(text, path)
    if number is not None and number < 0:
        message = f"“{path.title}”不能是负数，请改正“{text}”。"
        raise CannotEdit(message)
    return number


def _points(text: str, path: CellPath) -> Decimal | None:
    number = _number(text, path)
    if number is not None and not 0 <= number <= _FULL:
        message = f"“{path.title}”应在 0 到 {_FULL} 之间，不能是“{_shortened(text)}”。"
        raise CannotEdit(message)
    return number


def blank(
    year: int, unit: str, department: str | None, money_unit: str = "万元"
) -> TargetTable:
    """An empty table of a year for a unit to fill in."""
    return TargetTable(
        dialect="base",
        form_title=None,
        fiscal_year=year,
        project_name=None,
        project_code=None,
        supervising_department=department,
        department_code=None,
        implementing_unit=unit,
        project_nature=None,
        term=f"{year}年-{year}年",
        finance_division=None,
        other_fields={},
        money_unit=money_unit,
        funding=Funding(),
        objective=None,
        own_level_objective=None,
        indicators=(),
        empty_rows=(),
        pages=1,
        notes=(),
        evidence={},
    )
