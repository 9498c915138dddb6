"""Read the upper half of a form: a label's value is what stands between it and the next."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import takewhile

from jixiao.documents import Coverage, Flow, Gap, Span
from jixiao.evidence import Note
from jixiao.targets.dialect import BASE, Dialect, Label, LabelKind
from jixiao.targets.reading.budget_execution import ExecutionReader
from jixiao.targets.reading.fields import FieldReader
from jixiao.targets.reading.funding import FundingReader, without_task_amounts
from jixiao.targets.reading.header import Header
from jixiao.targets.reading.label_makes import field_of, kind_of_label, may_be_blank
from jixiao.targets.reading.labels import (
    Labels,
    PrintedLabel,
    is_tabbed,
    labels_of,
)
from jixiao.targets.reading.levels import IndicatorGroup
from jixiao.targets.reading.made_totals import take_total_by_make
from jixiao.targets.reading.objectives import ObjectiveReader
from jixiao.targets.reading.presence import presence_of
from jixiao.targets.reading.titles import unit_between
from jixiao.targets.reading.told_header import take_told
from jixiao.targets.table import Presence

_OPENS_MONEY = re.compile(r"[\u4e00-\u9fff]{2,10}\((?:单位:)?(?:亿元|万元|元)\)")
"""A label of money with its unit: 预算执行情况(元)."""
_ENDS_VALUE = re.compile(
    rf"{_OPENS_MONEY.pattern}|(?:[一二三四五六七八九十]{{1,2}}、|\([一二三四五六七八九十]{{1,2}}\)、?)[\u4e00-\u9fff]{{2}}"
    r"|\d{1,2}[.、][\u4e00-\u9fff]{2,10}:"
)
"""What a line opens with that goes on with another thing: money, the next chapter, a numbered field, 2.立项依据:."""
_LABEL_OF_ANY_MAKE = re.compile(
    r"(?:(?:评价|自评|预算|填报|所属|申报)年度|[\u4e00-\u9fff]{2,8}情况)(?:\([^()]{1,12}\))?:?"
    r"|(?:截[至止]\d{1,2}月[底末]?|[上下]半年|第?[一二三四]季度|累计)(?:预算)?(?:执行|支出|完成)(?:数|率|额)"
    r"|其中:?[\u4e00-\u9fff]{2,10}(?:资金|拨款|补助|收入|自筹):?"
)
_CLOSED_BY_COLON = re.compile(r"[\u4e00-\u9fff]{2,10}(?:\([^()]{1,6}\))?:")
"""A label that stands apart on the line of the value before it, whatever its words: 主要领导签字:."""
_TOTAL_OF_ANY_MAKE = re.compile(
    r"(?P<words>(?:项目)?(?:[本当]年度?|年度|全年|20\d{2}年度?)"
    r"(?=[\u4e00-\u9fff]*(?:资金|预算|投入|投资|财政))"
    r"(?![\u4e00-\u9fff]*(?:其他|结[余转]|上级|中央|省级|自筹|拨款|支出|执行))"
    r"[\u4e00-\u9fff]{2,12}(?<=总额|金额|总数|合计|总计|资金))(?:\((?P<unit>亿元|万元|元)\))?:?"
)
"""The year's total in words that no list has: 本年度财政预算总额(万元)."""


_OF_TERM = re.compile(r"中期|实施期|[三五]年|周期")
"""What says that an amount is of more than a year."""
_UNIT_BEHIND = re.compile(r"\((?:亿元|万元|元)\)$")
_BUDGET_BESIDE_ITS_AMOUNT = re.compile(
    r"(?P<words>(?:全年|年度|年初|调整)?预算数(?:\(A\))?)(?:\((?P<unit>亿元|万元|元)\))?:?"
)
"""What heads a column in other forms, with an amount right behind it: 预算数：150，执行数：148.6."""


_AMOUNT = re.compile(r"\d+(?:\.\d+)?")
_SEVERAL_COLUMNS = "后面有几列数，没有认得的栏头"
_SUM_OF_SOURCES = "没有印资金总额，是各项来源之和"


@dataclass(frozen=True, slots=True)
class UnitAbove:
    """The unit of money of the form before, and whether this form is of the same table."""

    unit: str
    is_same_table: bool


class HeaderReader:
    """Reads one form's upper half, and the signature lines below its rows."""

    def __init__(
        self, flow: Flow, coverage: Coverage, dialect: Dialect, edge: int
    ) -> None:
        self._edge = edge
        """Where the form above ends: below it sentences may tell of this one."""
        self._flow = flow
        self._coverage = coverage
        self._dialect = dialect
        self._header = Header()
        self._fields = FieldReader(flow, coverage, dialect, self._header)
        self._funding = FundingReader(flow, coverage, dialect, self._header)
        self._execution = ExecutionReader(flow, coverage, dialect, self._header)
        self._objectives = ObjectiveReader(flow, coverage, dialect, self._header)
        self._execution_words = {
            word for words in dialect.execution.values() for word in words
        }
        self._waiting: list[PrintedLabel] = []
        """Labels without a value behind them: it may stand on the line below."""
        self._labelled: list[PrintedLabel] = []
        self._behind: PrintedLabel | None = None
        """The label that ends the value which is read now."""

    def read(
        self,
        start: int,
        end: int,
        money_unit: str | None,
        above: UnitAbove | None = None,
    ) -> Header:
        """Read the stretch from the first field to the heads of the indicator columns.

        `money_unit` is what the form prints above its fields; a unit beside a label outranks it.
        Where it prints none, the unit of the forms `above` it holds.
        """
        self._execution.find_heads(start, end)
        labels = list(self._labels(start, end))
        printed_unit = next(filter(None, map(_unit_of, labels)), None)
        self._set_unit(printed_unit or money_unit, end, above)
        labels = without_task_amounts(labels)
        self._funding.assign_blocks(labels)
        self._labelled = labels
        self._take_each(labels, end)
        self._execution.read_unlabelled(end)
        if self._dialect.varies:
            take_total_by_make(self._flow, self._coverage, self._header, (start, end))
            take_told(self._flow, self._coverage, self._header, (self._edge, end))
            self._take_whole_for_year()
            self._take_sum_of_sources()
        return self._header

    def _take_whole_for_year(self) -> None:
        """Take the whole project's money for the year's where a form prints no other; it is unsure."""
        header = self._header
        whole = header.amounts.get(("project", "total"))
        of_year = [label for label in self._labelled if label.is_money and label.block]
        only_whole = all(str(label.block) != "annual" for label in of_year)
        is_of_term = any(_OF_TERM.search(label.label.words) for label in of_year)
        if whole is None or not only_whole or is_of_term:
            return
        if ("annual", "total") not in header.amounts:
            header.amounts["annual", "total"] = whole
            at = header.evidence["funding.project_total"]
            header.evidence["funding.annual.total"] = at.doubted(
                "只印了项目总额，没有印年度金额"
            )

    def _take_sum_of_sources(self) -> None:
        """Take the sum of the sources for the year's money where no total is printed at all; it is unsure."""
        header = self._header
        sources = [
            part
            for block, part in header.amounts
            if block == "annual" and part != "total"
        ]
        has_total = any(
            label.is_money and label.name == "total" for label in self._labelled
        )
        if not sources or has_total or ("annual", "total") in header.amounts:
            return
        amounts = (header.amounts["annual", part] for part in sources)
        header.amounts["annual", "total"] = sum(amounts, Decimal(0))
        at = header.evidence[f"funding.annual.{sources[0]}"]
        header.evidence["funding.annual.total"] = at.doubted(_SUM_OF_SOURCES)

    def _set_unit(self, printed: str | None, end: int, above: UnitAbove | None) -> None:
        """Take the unit of the money: the form's, that of the forms above, or the usual one."""
        header = self._header
        printed = printed or unit_between(self._flow, self._edge, end)
        header.printed_unit = printed or (above.unit if above else None)
        header.money_unit = header.printed_unit or self._dialect.money_unit
        is_same_table = above is not None and above.is_same_table
        if not (printed or is_same_table) and self._dialect.varies:
            header.notes.append(self._unit_note(above))

    def _unit_note(self, above: UnitAbove | None) -> Note:
        source = "前面的表的" if above else "常用的"
        text = f"没有印金额单位，金额按{source}“{self._header.money_unit}”读，请核对"
        at = self._flow.evidence(self._edge, self._edge + 1)
        return Note(code="unit_assumed", text=text, evidence=at, place="money_unit")

    def presence(
        self, title: Span, span: Span, empty: Sequence[IndicatorGroup]
    ) -> dict[str, Presence]:
        """How the places of the form are printed that no value was read for."""
        return presence_of(
            self._flow, self._dialect, title, span, self._labelled, self._waiting, empty
        )

    def read_tail(self, start: int, end: int) -> None:
        """Read the signature lines below the rows into the same header."""
        fields = labels_of(self._dialect, LabelKind.FIELD, LabelKind.OTHER_FIELD)
        self._take_each(list(fields.find(self._flow, start, end)), end)

    def _labels(self, start: int, end: int) -> Iterator[PrintedLabel]:
        """Find labels; once an objective has begun only another objective may follow."""
        labels = labels_of(self._dialect)
        behind = start
        in_prose = False
        for at in self._flow.positions(start, end):
            if at < behind or (in_prose and self._flow.gaps[at] < Gap.CELL):
                continue
            label = labels.at(self._flow, at, end) or self._marked(labels, at, end)
            if label is None and not in_prose and behind > start:
                label = self._unknown(at, behind, end)
            if label is None or (in_prose and not self._ends_prose(label, behind, end)):
                continue
            yield label
            behind = label.end
            in_prose = label.kind is LabelKind.OBJECTIVE
            if inner := self._within_block(labels, label, end):
                yield inner
                behind = inner.end

    def _within_block(
        self, labels: Labels, label: PrintedLabel, end: int
    ) -> PrintedLabel | None:
        """A label of money right behind the colon of its block's: 资金情况：年度资金总额：128.6."""
        at = label.end
        opens = label.kind is LabelKind.BLOCK and self._flow.folded[at - 1] == ":"
        if not opens or at >= end or self._flow.parted(at):
            return None
        inner = labels.at(self._flow, at, end)
        return inner if inner and inner.is_money else None

    def _marked(self, labels: Labels, at: int, end: int) -> PrintedLabel | None:
        """Find a label behind the mark of what must be filled in: *年度总体目标."""
        if self._flow.folded[at] != "*":
            return None
        label = labels.at(self._flow, at + 1, end)
        return replace(label, start=at) if label else None

    def _unknown(self, at: int, behind: int, end: int) -> PrintedLabel | None:
        """Know a label that no list names by its make: it ends the value before it.

        What stands right behind a label is its value, whatever its make.
        """
        stop = next(self._flow.split(at, end))[1]
        if total := self._total(at, stop, end):
            return total
        if self._dialect.varies and self._execution.is_total_below(at, stop):
            words = self._flow.folded[at:stop].rstrip(":")
            label = Label(words, LabelKind.AMOUNT, "total", "annual")
            line, column = self._flow.line_index(at), self._flow.columns[at]
            return PrintedLabel(at, stop, label, None, column, line)
        if field := self._field(at, stop, end):
            return field
        if at == behind:
            return None
        words = _UNIT_BEHIND.sub("", self._flow.folded[at:stop].rstrip(":"))
        if words in self._execution_words:
            line = self._flow.line_index(at)
            label = Label(words, LabelKind.HEAD, words)
            return PrintedLabel(at, stop, label, None, self._flow.columns[at], line)
        closed = _CLOSED_BY_COLON.fullmatch(self._flow.folded, at, stop)
        is_closed = closed is not None and self._flow.gaps[at] == Gap.SPACE
        is_made = _LABEL_OF_ANY_MAKE.fullmatch(self._flow.folded, at, stop)
        if not (is_closed or is_made or self._is_label_by_make(at, stop, end)):
            return None
        line = self._flow.line_index(at)
        is_last = stop >= end or self._flow.line_index(stop) != line
        is_alone = self._flow.gaps[at] == Gap.LINE and is_last
        if is_last and not (is_alone or is_closed):
            return None
        words = self._flow.folded[at:stop].rstrip(":")
        label = Label(words, LabelKind.OTHER_FIELD, words)
        return PrintedLabel(at, stop, label, None, self._flow.columns[at], line)

    def _is_label_by_make(self, at: int, stop: int, end: int) -> bool:
        """Whether words are a label by their make, with what stands behind labels of the kind."""
        kind = kind_of_label(self._flow.folded[at:stop])
        if kind is None:
            return False
        following = (
            labels_of(self._dialect).at(self._flow, stop, end) if stop < end else None
        )
        if kind == "money":
            opens_block = following is not None and following.is_money
            return opens_block or self._flow.folded[stop:end][:1].isdigit()
        is_blank = following is not None and self._flow.gaps[stop] != Gap.CELL
        return may_be_blank(kind) or not is_blank

    def _field(self, at: int, stop: int, end: int) -> PrintedLabel | None:
        """Know the label of a field in words that no list has, with a value behind it."""
        words = self._flow.folded[at:stop].rstrip(":")
        name = field_of(words) if self._dialect.varies and stop < end else None
        if name is None:
            return None
        label = Label(words, LabelKind.FIELD, name)
        line, column = self._flow.line_index(at), self._flow.columns[at]
        return PrintedLabel(at, stop, label, None, column, line)

    def _total(self, at: int, stop: int, end: int) -> PrintedLabel | None:
        """Know a year's total that no list names by its make, with an amount behind it."""
        match = _TOTAL_OF_ANY_MAKE.fullmatch(self._flow.folded, at, stop)
        match = match or _BUDGET_BESIDE_ITS_AMOUNT.fullmatch(
            self._flow.folded, at, stop
        )
        amount = stop < end and self._flow.folded[stop].isdigit()
        if not (self._dialect.code == BASE and match and amount):
            return None
        label = Label(match["words"], LabelKind.AMOUNT, "total", "annual")
        line, column = self._flow.line_index(at), self._flow.columns[at]
        return PrintedLabel(at, stop, label, match["unit"], column, line)

    def _ends_prose(self, label: PrintedLabel, opened: int, end: int) -> bool:
        """Tell a label from a line of prose that begins with its words.

        Right behind another label it is a label; within the prose, which begins at `opened`, only
        a label of its own kind is, and only alone in its cell or line.
        """
        tabbed = is_tabbed(self._flow, label)
        if label.kind is not LabelKind.OBJECTIVE:
            return tabbed
        alone = label.end >= end or self._flow.gaps[label.end] >= Gap.CELL
        is_label = label.start == opened or label.name != "objective" or tabbed
        return alone and is_label and self._flow.folded[label.end - 1] != ":"

    def _take_each(self, labels: Sequence[PrintedLabel], end: int) -> None:
        stops = [label.start for label in labels[1:]] + [end]
        for at, (label, stop) in enumerate(zip(labels, stops, strict=False)):
            self._coverage.label(label.start, label.end)
            self._behind = labels[at + 1] if at + 1 < len(labels) else None
            self._take(label, label.end, stop)

    def _take(self, label: PrintedLabel, start: int, stop: int) -> None:
        if label.kind is LabelKind.HEAD:
            return
        if start >= stop:
            self._waiting.append(label)
        elif label.kind is LabelKind.OBJECTIVE:
            self._objectives.read(label, start, stop)
        elif label.is_money and self._execution.governs(label):
            self._execution.read_row(label, start, stop)
        elif label.kind not in (LabelKind.UNIT, LabelKind.TASK):
            self._take_cells(label, start, stop)

    def _take_cells(self, label: PrintedLabel, start: int, stop: int) -> None:
        """Give the first cell behind a label to it, and the others to labels that wait above."""
        if label.is_money:
            first, *strays = self._flow.split(start, stop, Gap.CELL)
        else:
            first, *strays = self._wrapped_cells(start, stop)
        if self._belongs_above(label, first):
            self._waiting.append(label)
            strays = [first, *strays]
        else:
            self._set(label, first)
            if label.is_money and self._differ([first, *strays]):
                self._funding.doubt(label, _SEVERAL_COLUMNS)
        for stray in strays:
            self._give_to_waiting(stray)

    def _differ(self, cells: Sequence[Span]) -> bool:
        """Whether cells are amounts of several columns that are not all the same."""
        texts = [self._flow.key(*cell).replace(",", "") for cell in cells]
        amounts = takewhile(_AMOUNT.fullmatch, texts)
        return len(set(amounts)) > 1

    def _wrapped_cells(self, start: int, stop: int) -> Iterator[Span]:
        """Cut at tabs; a line break is one inside a cell."""
        begin = start
        for at in range(start + 1, stop):
            if self._flow.gaps[at] == Gap.CELL:
                yield begin, at
                begin = at
        yield begin, stop

    def _belongs_above(self, label: PrintedLabel, cell: Span) -> bool:
        """Whether a row's cell stands under a label of the row above that still waits."""
        column = self._flow.column(cell)
        above = [
            w for w in self._waiting if w.column == column and w.line == label.line - 1
        ]
        return bool(above) and column > label.column + 1

    def _give_to_waiting(self, cell: Span) -> None:
        """Hand a cell that has no label of its own to the label just above it."""
        column = self._flow.column(cell)
        line = self._flow.line_index(cell[0])
        for label in reversed(self._waiting):
            if label.column == column and label.line == line - 1:
                self._waiting.remove(label)
                self._set(label, cell)
                text = (
                    f"“{self._flow.text(label.start, label.end)}”的值印在下一行，已放回"
                )
                evidence = self._flow.evidence(*cell)
                self._header.notes.append(
                    Note(code="cell_moved", text=text, evidence=evidence)
                )
                return

    def _set(self, label: PrintedLabel, value: Span) -> None:
        if label.is_money:
            self._funding.set_amount(label, value)
        else:
            self._fields.set_field(label, self._sentence(value), self._behind)

    def _sentence(self, value: Span) -> Span:
        """A value down to its full stop, or to a line of money or of the next chapter."""
        start, end = value
        if not self._dialect.varies:
            return value
        stops = [self._flow.folded.find("。", start, end)]
        stops += (
            at
            for at in range(start + 1, end)
            if self._flow.gaps[at] >= Gap.LINE
            and _ENDS_VALUE.match(self._flow.folded, at, end)
        )
        return start, min((stop for stop in stops if stop > start), default=end)


def _unit_of(label: PrintedLabel) -> str | None:
    """The unit of money that a label prints, if any."""
    return label.unit or (label.name if label.kind is LabelKind.UNIT else None)
