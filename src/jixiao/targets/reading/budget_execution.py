"""What a self-evaluation or monitoring form says was spent: a small table among its fields."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from jixiao.documents import Coverage, Flow, Gap, Span
from jixiao.targets.dialect import Dialect, LabelKind
from jixiao.targets.reading.header import Header
from jixiao.targets.reading.labels import PrintedLabel
from jixiao.targets.table import BudgetExecution

_FIGURE = re.compile(r"(?P<number>-?\d+(?:\.\d+)?)(?:万元|万|元|分)?(?P<percent>%?)")
_UNIT = re.compile(r"\((?:单位:)?(?:亿元|万元|元|分|%)\)$")
_SO_FAR = re.compile(
    r"(?:截[至止]\d{1,2}月[底末]?|[上下]半年|第?[一二三四]季度|累计)(?:预算|实际)?(执行数|支出数|执行率|支出率)"
)
"""What was spent so far, whatever the months are called."""
_ROLES_SO_FAR = {
    "执行数": "executed", "支出数": "executed", "执行率": "rate", "支出率": "rate",
}  # fmt: skip
_WHOLE = frozenset(("总额", "合计", "资金合计", "总计"))
"""What a row of the whole money is called where it has hardly a label."""
_NEAR = 4
"""So many cells behind the heads it may begin."""
_DASHES = re.compile(r"[-—–－/]+")


class ExecutionReader:
    """Reads rows of what was budgeted and spent by the heads above them, or in their order."""

    def __init__(
        self, flow: Flow, coverage: Coverage, dialect: Dialect, header: Header
    ) -> None:
        self._flow = flow
        self._coverage = coverage
        self._role_of_words: dict[str, str] = {}
        for role, wordings in dialect.execution.items():
            for words in wordings:
                self._role_of_words.setdefault(words, role)
        self._header = header
        self._roles: dict[int, str] = {}
        """What each column holds; where only spaces part them, by place in the row."""
        self._gap = Gap.CELL
        self._line = -1
        self._heads_end = 0

    def find_heads(self, start: int, end: int) -> None:
        """Find the heads above the money, and their columns."""
        for gap, cells in self._ways_to_cut(start, end):
            heads = next(self._head_rows(cells), None)
            if heads is None:
                continue
            for place, (cell, role) in enumerate(heads):
                self._coverage.label(*cell)
                column = self._flow.column(cell) if gap == Gap.CELL else place
                self._roles.setdefault(column, role)
            self._gap = gap
            self._heads_end = heads[-1][0][1]
            self._line = self._flow.line_index(heads[-1][0][0])
            return

    def _ways_to_cut(self, start: int, end: int) -> Iterator[tuple[Gap, list[Span]]]:
        """The cells of each line; last of all, the words of the whole stretch."""
        for line in self._flow.line_spans(start, end):
            yield Gap.CELL, list(self._flow.split(*line, Gap.CELL))
        yield Gap.SPACE, list(self._flow.split(start, end))

    def _head_rows(self, cells: list[Span]) -> Iterator[list[tuple[Span, str]]]:
        """Each run of cells that are heads above money, if it says what was spent of what."""
        named = [(cell, self._role_of(cell)) for cell in cells]
        for is_head, run in groupby(named, lambda pair: pair[1] is not None):
            heads = [(cell, role) for cell, role in run if role]
            roles = {role for _, role in heads}
            if is_head and "executed" in roles and {"initial", "budget"} & roles:
                yield heads

    def _role_of(self, cell: Span) -> str | None:
        words = _UNIT.sub("", self._flow.key(*cell))
        so_far = _SO_FAR.fullmatch(words)
        made = _ROLES_SO_FAR[so_far[1]] if so_far else None
        return self._role_of_words.get(words, made)

    def governs(self, label: PrintedLabel) -> bool:
        """Whether a label of money stands below the heads, or beside them."""
        return bool(self._roles) and label.line >= self._line

    def read_row(self, label: PrintedLabel, start: int, stop: int) -> None:
        """Read what was spent of one source of money; beside the heads there is nothing to read."""
        if label.line == self._line:
            return
        amounts: dict[str, Decimal] = {}
        cells = list(self._flow.split(start, stop, self._gap))
        for cell, column in zip(cells, self._columns_of(cells), strict=True):
            text = self._flow.key(*cell)
            if _DASHES.fullmatch(text):
                self._coverage.label(*cell)
            role = self._roles.get(column)
            figure = _FIGURE.fullmatch(text.replace(",", ""))
            if role and figure:
                amounts[role] = _number(figure, role)
                self._coverage.use(*cell)
        part = "total" if label.kind is LabelKind.BLOCK else label.name
        if part in BudgetExecution.__struct_fields__ and amounts:
            self._header.executed.setdefault(part, amounts)
            self._set_budget(part, amounts, (start, stop))

    def read_unlabelled(self, end: int) -> None:
        """Read the row below the heads that has an amount for each of them and no label but 总额."""
        if not self._roles or "total" in self._header.executed:
            return
        below, cells = self._unlabelled(end)
        texts = [self._flow.key(*cell).replace(",", "") for cell in cells]
        roles = [role for _, role in sorted(self._roles.items())]
        if len(texts) != len(roles) or not all(map(_FIGURE.fullmatch, texts)):
            return
        amounts = {}
        for cell, text, role in zip(cells, texts, roles, strict=True):
            if figure := _FIGURE.fullmatch(text):
                amounts[role] = _number(figure, role)
                self._coverage.use(*cell)
        self._header.executed["total"] = amounts
        self._set_budget("total", amounts, (below, cells[-1][1]))

    def _unlabelled(self, end: int) -> tuple[int, list[Span]]:
        """Where the row of the whole money begins, and its cells: those behind 总额, or of the line below the heads."""
        below = self._heads_end
        stop = min(self._flow.line_end(below), end)
        if below >= end:
            return below, []
        behind = list(self._flow.split(below, end))[: _NEAR + len(self._roles)]
        for at, cell in enumerate(behind[:_NEAR]):
            if self._flow.key(*cell).rstrip(":") in _WHOLE:
                self._coverage.label(*cell)
                return cell[0], behind[at + 1 : at + 1 + len(self._roles)]
        is_read = bool(self._header.executed)
        return below, [] if is_read else list(self._flow.split(below, stop))

    def _columns_of(self, cells: list[Span]) -> list[int]:
        """The column of each cell; in a row that begins left of the heads it is moved as the row is."""
        if self._gap == Gap.SPACE:
            return list(range(len(cells)))
        columns = [self._flow.column(cell) for cell in cells]
        moved = max(0, min(self._roles) - min(columns, default=0))
        return [column + moved for column in columns]

    def _set_budget(self, part: str, amounts: dict[str, Decimal], row: Span) -> None:
        """Take the budget for the year's money, where the form prints that nowhere else."""
        budget = amounts.get("budget", amounts.get("initial"))
        if budget is not None and ("annual", part) not in self._header.amounts:
            self._header.amounts["annual", part] = budget
            self._header.evidence[f"funding.annual.{part}"] = self._flow.evidence(*row)


def _number(figure: re.Match[str], role: str) -> Decimal:
    """An amount, points, or a rate in percent: 0.98 is 98."""
    number = Decimal(figure["number"])
    is_fraction = role == "rate" and not figure["percent"] and number <= 1
    return number * 100 if is_fraction else number
