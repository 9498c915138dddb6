"""What a self-evaluation or monitoring form says was spent: a small table among its fields."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from jixiao.documents import Coverage, Flow, Gap, Span
from jixiao.targets.dialect import Dialect, LabelKind
from jixiao.targets.reading.funding import RUN_ON, was_run_on
from jixiao.targets.reading.header import Header
from jixiao.targets.reading.labels import PrintedLabel
from jixiao.targets.reading.spent_figures import is_share, pair_of_rate
from jixiao.targets.reading.spent_heads import BESIDE, SpentHeads
from jixiao.targets.table import BudgetExecution

_FIGURE = re.compile(r"(?P<number>-?\d+(?:\.\d+)?)(?:万元|万|元|分)?(?P<percent>%?)")
_WHOLE = frozenset(("总额", "合计", "资金合计", "总计", "资金总计", "预算合计"))
"""What a row of the whole money is called where it has hardly a label."""
_NEAR = 4
"""So many cells behind the heads it may begin."""
_DASHES = re.compile(r"[-—–－/]+")
_UNIT = re.compile(r"\((?:单位:)?(?:亿元|万元|元)\):?$")
_TOTAL_ROW = re.compile(r"(?:项目|年度|预算|资金|金额)*(?:总额|合计|总计)")
"""The first row below the heads, in words that no list has."""


_WHOLLY = 100
_DO_NOT_FIT = "各列的数与栏头、执行率对不上"


class ExecutionReader:
    """Reads rows of what was budgeted and spent by the heads above them, or in their order."""

    def __init__(
        self, flow: Flow, coverage: Coverage, dialect: Dialect, header: Header
    ) -> None:
        self._flow = flow
        self._coverage = coverage
        self._heads = SpentHeads(dialect)
        self._varies = dialect.varies
        self._header = header
        self._roles: dict[int, str] = {}
        """What each column holds; where only spaces part them, by place in the row."""
        self._gap = Gap.CELL
        self._are_listed = True
        """Whether the heads are all in known words: then a rate that does not fit is the paper's fault."""
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
            words = [self._flow.key(*cell) for cell, _ in heads]
            self._are_listed = all(map(self._heads.is_listed, words))
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
        named = [(cell, self._heads.role_of(self._flow.key(*cell))) for cell in cells]
        for at, (cell, role) in enumerate(named[:-1]):
            if role is None and named[at + 1][1] == "executed":
                # 年度资金总额 right before 1-9月执行数 heads a column as they do.
                named[at] = cell, "budget" if self._is_total(cell) else None
        for is_head, run in groupby(named, lambda pair: pair[1] is not None):
            heads = [(cell, role) for cell, role in run if role]
            if heads and heads[0][1] in {role for _, role in heads[1:]}:
                # It stands over the others: 年度预算数 over 年初预算, 调整后预算数.
                heads = heads[1:]
            roles = {role for _, role in heads}
            if is_head and "executed" in roles and {"initial", "budget"} & roles:
                yield heads

    def _is_total(self, cell: Span) -> bool:
        words = _UNIT.sub("", self._flow.key(*cell))
        return self._varies and _TOTAL_ROW.fullmatch(words) is not None

    def governs(self, label: PrintedLabel) -> bool:
        """Whether a label of money stands below the heads, or beside them."""
        return bool(self._roles) and label.line >= self._line

    def is_total_below(self, start: int, stop: int) -> bool:
        """Whether a cell below the heads opens their total, in words of any make.

        On a line further down than the first it says nothing else: 合计 below the sources.
        """
        if not self._roles or start < self._heads_end:
            return False
        words = self._flow.key(start, stop).rstrip(":")
        is_first = self._flow.line_index(start) == self._line + 1
        return words in _WHOLE or bool(is_first and _TOTAL_ROW.fullmatch(words))

    def read_row(self, label: PrintedLabel, start: int, stop: int) -> None:
        """Read what was spent of one source of money; beside the heads there is nothing to read."""
        if label.line == self._line:
            return
        amounts: dict[str, Decimal] = {}
        if self._gap == Gap.CELL:
            stop = min(stop, self._flow.line_end(start))
        cells = list(self._flow.split(start, stop, self._gap))
        columns = self._columns_of(cells, label.column)
        for cell, column in zip(cells, columns, strict=True):
            text = self._flow.key(*cell)
            if _DASHES.fullmatch(text):
                self._coverage.label(*cell)
            role = self._roles.get(column)
            figure = _FIGURE.fullmatch(text.replace(",", ""))
            if role and figure:
                self._coverage.use(*cell)
                if role != BESIDE:
                    amounts[role] = _number(figure, role)
        part = "total" if label.kind is LabelKind.BLOCK else label.name
        if part in BudgetExecution.__struct_fields__ and amounts:
            doubt = None
            if not self._fits(cells, columns) or not _agree(amounts):
                are_known = self._are_listed and self._fits(cells, columns)
                amounts, doubt = self._by_rate(cells, amounts, are_known=are_known)
            self._header.executed.setdefault(part, amounts)
            self._set_budget(part, amounts, (start, stop), doubt)

    def _by_rate(
        self, cells: Sequence[Span], amounts: dict[str, Decimal], *, are_known: bool
    ) -> tuple[dict[str, Decimal], str | None]:
        """The budget and what was spent of it by the rate of a row that its heads do not fit; else why it is unsure.

        Below heads that `are_known` a rate may be wrong on paper, unless a column has no head.
        """
        texts = (self._flow.key(*cell).replace(",", "") for cell in cells)
        figures = [figure for figure in map(_FIGURE.fullmatch, texts) if figure]
        rates = [Decimal(each["number"]) for each in figures if each["percent"]]
        money = [Decimal(each["number"]) for each in figures if not each["percent"]]
        is_whole = are_known and len(figures) == len(amounts)
        pair = pair_of_rate(money, rates[0]) if len(rates) == 1 else None
        if pair is None or is_whole:
            return amounts, None if is_whole else _DO_NOT_FIT
        budget, executed = (money[at] for at in pair)
        return {"budget": budget, "executed": executed, "rate": rates[0]}, None

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
                self._coverage.use(*cell)
                if role != BESIDE:
                    amounts[role] = _number(figure, role)
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
        if self._header.executed:
            return below, []
        in_line = list(self._flow.split(below, stop))
        is_alone = self._gap == Gap.SPACE and len(in_line) == 1
        return below, behind[: len(self._roles)] if is_alone else in_line

    def _columns_of(self, cells: list[Span], label: int) -> list[int]:
        """The column of each cell; in a row that begins left of the heads it is moved as the row is.

        Where its label stands in the column of the first head, that is the head of the labels, or
        the row begins one further right than the heads.
        """
        first, *others = (role for _, role in sorted(self._roles.items()))
        if self._gap == Gap.SPACE:
            columns = list(range(len(cells)))
            moves = [0, 1]
        else:
            columns = [self._flow.column(cell) for cell in cells]
            over = label + 1 - min(self._roles)
            under = max(0, min(self._roles) - min(columns, default=0))
            moves = [-over, 0] if over > 0 else [under, under + 1]
        ways = [[column + moved for column in columns] for moved in moves]
        if first in others:
            ways.reverse()
        return next((way for way in ways if self._fits(cells, way)), ways[0])

    def _fits(self, cells: list[Span], columns: list[int]) -> bool:
        """Whether percent stands below the head of a rate, and there only."""
        return all(
            self._roles.get(column) == "rate"
            for cell, column in zip(cells, columns, strict=True)
            if self._flow.folded[cell[1] - 1] == "%"
        )

    def _set_budget(
        self,
        part: str,
        amounts: dict[str, Decimal],
        row: Span,
        doubt: str | None = None,
    ) -> None:
        """Take the budget for the year's money, where the form prints that nowhere else."""
        budget = amounts.get("budget", amounts.get("initial"))
        if budget is not None and ("annual", part) not in self._header.amounts:
            self._header.amounts["annual", part] = budget
            at = self._flow.evidence(*row)
            if not _are_proven(amounts) and was_run_on(self._flow, row):
                doubt = doubt or RUN_ON
            at = at.doubted(doubt) if doubt else at
            self._header.evidence[f"funding.annual.{part}"] = at


def _agree(amounts: dict[str, Decimal]) -> bool:
    """Whether what was spent is the printed share of the budget, where all three are printed."""
    budget, executed, rate = map(amounts.get, ("budget", "executed", "rate"))
    if not budget or executed is None or rate is None:
        return True
    return is_share(executed, budget, rate)


def _are_proven(amounts: dict[str, Decimal]) -> bool:
    """Whether a rate proves the budget and what was spent of it; one of a hundred where they are the same."""
    budget, executed, rate = map(amounts.get, ("budget", "executed", "rate"))
    if not budget or executed is None or rate is None:
        return False
    is_told = rate != _WHOLLY or budget == executed
    return is_told and is_share(executed, budget, rate)


def _number(figure: re.Match[str], role: str) -> Decimal:
    """An amount, points, or a rate in percent: 0.98 is 98."""
    number = Decimal(figure["number"])
    is_fraction = role == "rate" and not figure["percent"] and number <= 1
    return number * 100 if is_fraction else number
