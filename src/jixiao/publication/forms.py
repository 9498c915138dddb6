"""A target table laid out as its official form: title lines and one grid of merged cells."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

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
    ("actual", "实际完成值"), ("weight", "分值"), ("score", "得分"), ("reason", "偏差原因"),
    ("expected", "全年预计完成情况"), ("causes", "偏差原因类别"), ("likelihood", "完成目标可能性"), ("remark", "备注"),
)  # fmt: skip
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


class _Layout:
    def __init__(self, table: TargetTable, dialect: Dialect) -> None:
        self._table = table
        self._dialect = dialect
        self._form: FormLayout = dialect.form
        self._cells: list[Cell] = []
        self._labels: set[tuple[int, int]] = set()
        self._taken: set[tuple[int, int]] = set()
        self._row = 0

    def sheet(self) -> Sheet:
        for row in self._form.rows:
            self._put(row)
        # What comes below is labelled as widely as the form's first row.
        first = _SPANS.search(self._form.rows[0][0])
        wide = int((first and first["across"]) or 1)
        for label, value in self._extra():
            across = len(self._form.widths) - wide
            self._put((f"{label}→{wide}", f"{value.replace('{', '｛').replace('→', '⇒')}→{across}"))
        head = self._row
        self._indicators()
        titles = [self._fill(title) for title in self._form.titles]
        titles = [title for title in titles if title]
        if self._table.form_title:
            titles[0] = self._table.form_title
        right = tuple(title for title in titles if title.startswith("单位"))
        return Sheet(
            titles=tuple(title for title in titles if title not in right),
            notes=right,
            grid=Grid(rows=self._row, columns=len(self._form.widths), cells=tuple(self._cells)),
            widths=self._form.widths,
            labels=frozenset(self._labels),
            head=head,
            landscape=self._form.landscape,
            unplaced=tuple(self._unplaced()),
        )

    def _put(self, row: Iterable[str]) -> None:
        """Write one row from left to right, past the cells that reach down into it."""
        column = 0
        for printed in row:
            found = _SPANS.search(printed)
            across = int((found and found["across"]) or 1)
            down = int((found and found["down"]) or 1)
            words = printed[: found.start()] if found else printed
            while (self._row, column) in self._taken:
                column += 1
            if _FIELD.fullmatch(words) is None:
                self._labels.add((self._row, column))
            self._cell(self._fill(words), column, down, across)
            column += across
        self._row += 1

    def _cell(self, text: str, column: int, down: int = 1, across: int = 1) -> None:
        self._cells.append(
            Cell(text=text, row=self._row, column=column, row_span=down, column_span=across)
        )
        self._taken |= {(self._row + r, column + c) for r in range(down) for c in range(across)}

    def _fill(self, words: str) -> str:
        """Put values in place of {fields}; a title whose value is missing says nothing."""
        fields = _FIELD.findall(words)
        values = {field: self._value(field) for field in fields}
        if fields and not any(values.values()) and _FIELD.sub("", words).strip("（）年度 :："):
            return _FIELD.sub("", words) if "单位" not in words else ""
        return _FIELD.sub(lambda found: values[found[1]], words)

    def _value(self, field: str) -> str:
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
        value: object = table
        for name in field.split("."):
            value = getattr(value, name, None)
        sign = "%" if field.endswith(".rate") and value is not None else ""
        return format(value, "f") + sign if isinstance(value, Decimal) else str(value or "")

    def _named(self) -> set[str]:
        """Say which fields the form has a place for."""
        words = [words for row in self._form.rows for words in row]
        named = {field for text in (*words, *self._form.titles) for field in _FIELD.findall(text)}
        return named | {"supervising_department"} if "department" in named else named

    def _extra(self) -> Iterator[tuple[str, str]]:
        """Give what the form has no place for but may hold in a row of its own."""
        named = self._named()
        for field, label in _EXTRA:
            if field not in named and (value := self._value(field)):
                yield label, value
        yield from self._table.other_fields.items()

    def _unplaced(self) -> Iterator[str]:
        named = self._named()
        covered = any(field.startswith("budget_execution.") for field in named)
        for field, label in _AMOUNTS:
            if covered and field.startswith("funding.annual."):
                continue
            if field not in named and (value := self._value(field)):
                yield f"{label} {value}"
        kinds = {role.partition(" ")[0] for role in self._form.row}
        for role, label in _BESIDE:
            told = (getattr(row, role) for row in self._table.indicators)
            if role not in kinds and any(value not in (None, ()) for value in told):
                yield f"各指标的{label}"

    def _indicators(self) -> None:
        """Write the column heads and a row for each indicator, labels merged over their rows."""
        rows = self._in_order()
        first = 1 if self._form.sidebar else 0
        if first:
            self._labels.add((self._row, 0))
            self._cell(self._form.sidebar, 0, len(rows) + len(self._form.head))
        for line in self._form.head:
            self._put(line)
        for index, row in enumerate(rows):
            column = first
            for role in self._form.row:
                found = _SPANS.search(role)
                across = int((found and found["across"]) or 1)
                kind = role[: found.start()] if found else role
                down = self._run(rows, index, kind)
                if down:
                    if kind in ("dimension", "aspect"):
                        self._labels.add((self._row, column))
                    self._cell(self._printed(row, kind), column, down, across)
                column += across
            self._row += 1
        if self._form.sum:
            self._points(first)

    def _points(self, first: int) -> None:
        """Write the row that adds the points, of the money and of the indicators.

        A total that was printed stays as it was.
        """
        spent = self._table.budget_execution
        money = spent.total if spent else None
        place = {role: first + n for n, role in enumerate(self._form.row)}
        self._labels.add((self._row, 0))
        self._cell(self._form.sum, 0, 1, place["weight"])
        for role in ("weight", "score"):
            points = [getattr(row, role) for row in (*self._table.indicators, money) if row]
            known = [point for point in points if point is not None]
            printed = self._table.total_score if role == "score" else None
            total = sum(known, Decimal(0)) if printed is None else printed
            stated = known or printed is not None
            self._cell(format(total, "f") if stated else "", place[role])
        for column in range(place["score"] + 1, len(self._form.widths)):
            self._cell("", column)
        self._row += 1

    def _in_order(self) -> list[Indicator | EmptyRow]:
        """Give the indicators with the empty rows where their aspects stand in the form."""
        rank = {aspect: n for n, aspect in enumerate(self._dialect.framework.aspects)}
        rows: list[Indicator | EmptyRow] = list(self._table.indicators)
        for empty in self._table.empty_rows:
            place = rank.get(empty.aspect or "", len(rank))
            later = (i for i, row in enumerate(rows) if rank.get(row.aspect or "", -1) > place)
            rows.insert(next(later, len(rows)), empty)
        return rows

    def _run(self, rows: list[Indicator | EmptyRow], index: int, kind: str) -> int:
        """Say over how many rows a label reaches from here; 0 where it began above."""
        if kind not in ("dimension", "aspect") or self._dialect.labels_every_row:
            return 1
        key = [self._printed(row, "dimension") for row in rows]
        if kind == "aspect":
            key = [f"{d} {self._printed(r, 'aspect')}" for d, r in zip(key, rows, strict=True)]
        if index and key[index - 1] == key[index] and key[index].strip():
            return 0
        last = index
        while last + 1 < len(rows) and key[last + 1] == key[index] and key[index].strip():
            last += 1
        return last - index + 1

    def _printed(self, row: Indicator | EmptyRow, kind: str) -> str:
        match kind:
            case "dimension":
                label = row.dimension_label if isinstance(row, Indicator) else None
                return label or self._label_of(row) or row.dimension or ""
            case "aspect":
                label = row.aspect_label if isinstance(row, Indicator) else None
                return label or f"{row.aspect or ''}{self._mark(row)}"
            case "name":
                return f"{row.label or ''}{row.name}" if isinstance(row, Indicator) else ""
            case "value":
                return row.target.text if isinstance(row, Indicator) else ""
            case "actual" | "expected":
                told = getattr(row, kind, None)
                return told.text if told else ""
            case _ if " " in kind:
                role, _, word = kind.partition(" ")
                told = getattr(row, role, None)
                return _TICK if told == word or (told and word in told) else ""
            case _:
                found = getattr(row, kind, None)
                return format(found, "f") if isinstance(found, Decimal) else found or ""

    def _label_of(self, row: Indicator | EmptyRow) -> str | None:
        """Give the label that other rows of the dimension are printed under."""
        return next(
            (
                other.dimension_label
                for other in self._table.indicators
                if other.dimension == row.dimension and other.dimension_label
            ),
            None,
        )

    def _mark(self, row: Indicator | EmptyRow) -> str:
        if row.required is None:
            return ""
        marks = self._dialect.required if row.required else self._dialect.optional
        return f"（{marks[-1]}）" if marks else ""
