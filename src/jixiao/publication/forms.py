"""A target table laid out as its official form: title lines and one grid of merged cells."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import product, takewhile
from typing import Self

from jixiao.documents import Cell, Grid
from jixiao.evaluation.midyear import standards
from jixiao.targets import (
    Dialect,
    EmptyRow,
    FormLayout,
    Indicator,
    TargetTable,
    dialect_named,
)

_MERGED = ("dimension", "aspect")
"""The labels that reach over the rows they are common to."""
_SPANS = re.compile(r"(?:→(?P<across>\d+))?(?:↓(?P<down>\d+))?$")
_FIELD = re.compile(r"\{([a-z_.]+)\}")
_TICK = "√"
_AMOUNTS = (
    ("funding.project_total", "项目总额"),
    ("funding.annual.total", "年度资金总额"),
    ("funding.annual.fiscal_appropriation", "财政拨款"),
    ("funding.annual.other", "其他资金"),
    ("funding.annual.carried_over", "结余结转"),
    ("funding.own_level.total", "本级资金总额"),
    ("funding.own_level.fiscal_appropriation", "本级财政拨款"),
    ("funding.own_level.other", "本级其他资金"),
    ("funding.own_level.carried_over", "本级结余结转"),
    ("funding.lower_level.total", "转移下级资金总额"),
    ("funding.lower_level.central", "转移下级中央资金"),
    ("funding.lower_level.region", "转移下级自治区资金"),
    ("funding.from_above.total", "上级补助资金"),
    ("funding.from_above.central", "其中中央资金"),
    ("funding.from_above.region", "其中自治区（省）资金"),
    ("own_level_objective", "本级绩效目标"),
    ("objective_achieved", "目标实际完成情况"),
)
_BESIDE = (
    ("actual", "实际完成值"),
    ("weight", "分值"),
    ("score", "得分"),
    ("reason", "偏差原因"),
    ("expected", "全年预计完成情况"),
    ("causes", "偏差原因类别"),
    ("likelihood", "完成目标可能性"),
    ("remark", "备注"),
)
"""What rows may hold beside their name and target."""
_EXTRA = (
    ("finance_division", "资金主管处室"),
    ("project_code", "项目编码"),
    ("project_nature", "项目属性"),
    ("term", "项目期"),
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One form ready to be written.

    `labels` are the cells that announce something; `unplaced` names what the form has no place
    for. `head` is the row of the indicator columns, repeated where a form runs over a page.
    `landscape` is set where the paper is laid across.
    """

    titles: tuple[str, ...]
    notes: tuple[str, ...]
    grid: Grid
    widths: tuple[int, ...]
    labels: frozenset[tuple[int, int]]
    head: int
    landscape: bool
    unplaced: tuple[str, ...]


def lay_out(table: TargetTable, form: str | None = None) -> Sheet:
    """Lay a table out as the form of a dialect, its own where none is named by its code.

    Nothing is left out unsaid: see `Sheet.unplaced`.

    Raises:
        UnknownDialect: no form bears the code.
    """
    return _Layout(table, dialect_named(form or table.dialect)).sheet()


@dataclass(frozen=True, slots=True)
class _Span:
    """The words of a cell of a layout, and over how many columns and rows it reaches."""

    words: str
    across: int
    down: int

    @classmethod
    def read(cls, printed: str) -> Self:
        """Read a cell as layouts write it: 项目名称→2↓1."""
        match = _SPANS.search(printed)
        if match is None:
            return cls(printed, 1, 1)
        across, down = match["across"], match["down"]
        return cls(printed[: match.start()], int(across or 1), int(down or 1))


class _Layout:
    def __init__(self, table: TargetTable, dialect: Dialect) -> None:
        self._table = table
        self._dialect = dialect
        self._form: FormLayout = dialect.form
        self._cells: list[Cell] = []
        self._labels: set[tuple[int, int]] = set()
        self._taken: set[tuple[int, int]] = set()
        self._row = 0
        # The first label that rows of a dimension are printed under, for those without one.
        self._dimension_labels = {
            row.dimension: row.dimension_label
            for row in reversed(table.indicators)
            if row.dimension_label
        }

    def sheet(self) -> Sheet:
        for row in self._form.rows:
            self._put(row)
        self._put_extra()
        head = self._row
        self._put_indicators()
        titles = self._titles()
        notes = tuple(title for title in titles if title.startswith("单位"))
        return Sheet(
            titles=tuple(title for title in titles if title not in notes),
            notes=notes,
            grid=Grid(
                rows=self._row, columns=len(self._form.widths), cells=tuple(self._cells)
            ),
            widths=self._form.widths,
            labels=frozenset(self._labels),
            head=head,
            landscape=self._form.landscape,
            unplaced=tuple(self._unplaced()),
        )

    def _titles(self) -> list[str]:
        """The title lines that say something, the printed title in place of the form's first."""
        titles = [title for title in map(self._fill, self._form.titles) if title]
        if self._table.form_title:
            titles[0] = self._table.form_title
        return titles

    def _put_extra(self) -> None:
        """Write what the form has no place for, labelled as widely as the form's first row."""
        wide = _Span.read(self._form.rows[0][0]).across
        across = len(self._form.widths) - wide
        for label, value in self._extra():
            # A brace or an arrow of a value is not one of the layout's.
            plain = value.replace("{", "｛").replace("→", "⇒")
            self._put((f"{label}→{wide}", f"{plain}→{across}"))

    def _put(self, row: Iterable[str]) -> None:
        """Write one row from left to right, past the cells that reach down into it."""
        column = 0
        for printed in row:
            span = _Span.read(printed)
            while (self._row, column) in self._taken:
                column += 1
            if _FIELD.fullmatch(span.words) is None:
                self._labels.add((self._row, column))
            self._put_cell(self._fill(span.words), column, span.down, span.across)
            column += span.across
        self._row += 1

    def _put_cell(self, text: str, column: int, down: int = 1, across: int = 1) -> None:
        cell = Cell(
            text=text, row=self._row, column=column, row_span=down, column_span=across
        )
        self._cells.append(cell)
        rows, columns = (
            range(self._row, self._row + down),
            range(column, column + across),
        )
        self._taken.update(product(rows, columns))

    def _fill(self, words: str) -> str:
        """Put values in place of {fields}; a title whose value is missing says nothing."""
        values = {field: self._value(field) for field in _FIELD.findall(words)}
        around = _FIELD.sub("", words)
        if values and not any(values.values()) and around.strip("（）年度 :："):
            return around if "单位" not in words else ""
        return _FIELD.sub(lambda match: values[match[1]], words)

    def _value(self, field: str) -> str:
        """The value of a field as the form prints it; empty where there is none."""
        table = self._table
        match field:
            case "department":
                code = f"【{table.department_code}】" if table.department_code else ""
                return code + (table.supervising_department or "")
            case "money_unit":
                return table.money_unit or self._dialect.money_unit
            case "monitored_months":
                return str(table.monitored_months or standards()["period"]["months"])
            case "objective" | "own_level_objective":
                objective = getattr(table, field)
                return objective.text if objective else ""
            case _:
                return self._value_at(field)

    def _value_at(self, path: str) -> str:
        """The value at a path of attributes: funding.annual.total."""
        value: object = self._table
        for name in path.split("."):
            value = getattr(value, name, None)
        if not isinstance(value, Decimal):
            return str(value or "")
        sign = "%" if path.endswith(".rate") else ""
        return format(value, "f") + sign

    def _named(self) -> set[str]:
        """The fields that the form has a place for."""
        texts = [
            *self._form.titles,
            *(words for row in self._form.rows for words in row),
        ]
        named = {field for text in texts for field in _FIELD.findall(text)}
        return named | {"supervising_department"} if "department" in named else named

    def _extra(self) -> Iterator[tuple[str, str]]:
        """What the form has no place for but may hold in a row of its own: label and value."""
        named = self._named()
        for field, label in _EXTRA:
            if field not in named and (value := self._value(field)):
                yield label, value
        yield from self._table.other_fields.items()

    def _unplaced(self) -> Iterator[str]:
        """What is filled in and neither the form nor a row of its own can hold."""
        named = self._named()
        execution_is_printed = any(
            field.startswith("budget_execution.") for field in named
        )
        for field, label in _AMOUNTS:
            if execution_is_printed and field.startswith("funding.annual."):
                continue
            if field not in named and (value := self._value(field)):
                yield f"{label} {value}"
        roles = {role.partition(" ")[0] for role in self._form.row}
        for role, label in _BESIDE:
            values = [getattr(row, role) for row in self._table.indicators]
            if role not in roles and any(value not in (None, ()) for value in values):
                yield f"各指标的{label}"

    def _put_indicators(self) -> None:
        """Write the column heads and a row for each indicator, labels merged over their rows."""
        rows = self._in_order()
        first_column = 1 if self._form.sidebar else 0
        if first_column:
            self._labels.add((self._row, 0))
            self._put_cell(self._form.sidebar, 0, len(rows) + len(self._form.head))
        for line in self._form.head:
            self._put(line)
        for index in range(len(rows)):
            self._put_indicator(rows, index, first_column)
        if self._form.sum:
            self._put_points(first_column)

    def _put_indicator(
        self, rows: list[Indicator | EmptyRow], index: int, first_column: int
    ) -> None:
        column = first_column
        for role in self._form.row:
            span = _Span.read(role)
            down = self._rows_down(rows, index, span.words)
            if down:
                if span.words in _MERGED:
                    self._labels.add((self._row, column))
                self._put_cell(
                    self._printed(rows[index], span.words), column, down, span.across
                )
            column += span.across
        self._row += 1

    def _put_points(self, first_column: int) -> None:
        """Write the row that adds the points, of the money and of the indicators."""
        column_of = {role: first_column + n for n, role in enumerate(self._form.row)}
        self._labels.add((self._row, 0))
        self._put_cell(self._form.sum, 0, 1, column_of["weight"])
        self._put_cell(self._sum_of("weight"), column_of["weight"])
        self._put_cell(self._sum_of("score"), column_of["score"])
        for column in range(column_of["score"] + 1, len(self._form.widths)):
            self._put_cell("", column)
        self._row += 1

    def _sum_of(self, role: str) -> str:
        """The sum of weights or scores; a total of scores that was printed stays as it was."""
        if role == "score" and self._table.total_score is not None:
            return format(self._table.total_score, "f")
        execution = self._table.budget_execution
        rows = [*self._table.indicators, *([execution.total] if execution else [])]
        points = [point for row in rows if (point := getattr(row, role)) is not None]
        return format(sum(points, Decimal(0)), "f") if points else ""

    def _in_order(self) -> list[Indicator | EmptyRow]:
        """The indicators with the empty rows where their aspects stand in the form."""
        rank = {aspect: n for n, aspect in enumerate(self._dialect.framework.aspects)}
        rows: list[Indicator | EmptyRow] = list(self._table.indicators)
        for empty in self._table.empty_rows:
            rank_of_empty = rank.get(empty.aspect or "", len(rank))
            ranks = [rank.get(row.aspect or "", -1) for row in rows]
            later = (
                place for place, of_row in enumerate(ranks) if of_row > rank_of_empty
            )
            rows.insert(next(later, len(rows)), empty)
        return rows

    def _rows_down(
        self, rows: list[Indicator | EmptyRow], index: int, role: str
    ) -> int:
        """Over how many rows a label reaches from here; 0 where it began above."""
        if role not in _MERGED or self._dialect.labels_every_row:
            return 1
        label = self._merged_label(rows[index], role)
        if not label.strip():
            return 1
        if index and self._merged_label(rows[index - 1], role) == label:
            return 0
        below = (self._merged_label(row, role) for row in rows[index:])
        return len(list(takewhile(lambda other: other == label, below)))

    def _merged_label(self, row: Indicator | EmptyRow, role: str) -> str:
        """What rows must have in common to share a label: an aspect is one of its dimension."""
        dimension = self._printed(row, "dimension")
        return (
            dimension
            if role == "dimension"
            else f"{dimension} {self._printed(row, role)}"
        )

    def _printed(self, row: Indicator | EmptyRow, role: str) -> str:
        """What a row prints in the column of a role; an empty row prints its labels only."""
        if isinstance(row, EmptyRow):
            return self._label(row, role) if role in _MERGED else ""
        match role:
            case "dimension":
                return row.dimension_label or self._label(row, role)
            case "aspect":
                return row.aspect_label or self._label(row, role)
            case "name":
                return f"{row.label or ''}{row.name}"
            case "value":
                return row.target.text
            case "actual" | "expected":
                value = getattr(row, role)
                return value.text if value else ""
            case _ if " " in role:
                return self._tick(row, role)
            case _:
                value = getattr(row, role, None)
                return format(value, "f") if isinstance(value, Decimal) else value or ""

    def _tick(self, row: Indicator, role: str) -> str:
        """A tick in the column of one of several words: likelihood 确定能, causes 经费保障."""
        field, _, word = role.partition(" ")
        value = getattr(row, field, None)
        return _TICK if value == word or (value and word in value) else ""

    def _label(self, row: Indicator | EmptyRow, role: str) -> str:
        """The label of a level where the row prints none itself."""
        if role == "aspect":
            return f"{row.aspect or ''}{self._mark(row)}"
        return self._dimension_labels.get(row.dimension) or row.dimension or ""

    def _mark(self, row: Indicator | EmptyRow) -> str:
        if row.required is None:
            return ""
        marks = self._dialect.required if row.required else self._dialect.optional
        return f"（{marks[-1]}）" if marks else ""
