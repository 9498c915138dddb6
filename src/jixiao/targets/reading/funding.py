"""The money of a form: which block each printed amount belongs to, and what it is."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from jixiao import chinese
from jixiao.documents import Coverage, Flow, Span
from jixiao.evidence import Evidence, Note
from jixiao.money import SCALES, convert, is_beyond_any_project
from jixiao.quantity import is_not_applicable, read_quantities
from jixiao.targets.dialect import Dialect, Label, LabelKind
from jixiao.targets.reading.header import Header
from jixiao.targets.reading.labels import PrintedLabel, is_tabbed, known_labels
from jixiao.targets.table import Amounts, LowerLevelAmounts, SuperiorAmounts

_FIGURE = re.compile(r"(?P<number>\d[\d,]*(?:\.\d+)?)(?:万元|元)?(?P<percent>%)?")
_FEWEST_FIGURES = 3
_ROUNDED = Decimal("0.51")
"""By how much a printed share may differ from the true one."""
_BEFORE_BRACKET = re.compile(
    r"(\d[\d,]*(?:\.\d+)?(?:亿元|万元|元|万))\([^()]*\d[^()]*\)"
)
_MANY_DIGITS = re.compile(r"\.\d{3,}|\d{8,}")
RUN_ON = "可能连着几个数"
"""Why an amount is unsure that was cut out of a run of figures."""
_PROJECT = "project"
_OF_THE_YEAR = re.compile(r"(?:年度|当年|本年度?)资金总额$")
_MAY_BE_WHOLE = ("资金总额", "项目资金总额")
_PARTS = {
    _PROJECT: {"total"},
    "annual": set(Amounts.__struct_fields__),
    "own_level": set(Amounts.__struct_fields__),
    "lower_level": set(LowerLevelAmounts.__struct_fields__),
    "from_above": set(SuperiorAmounts.__struct_fields__),
}
_FROM_ABOVE = {"superior": "total", "central": "central", "region": "region"}
"""Parts of the year's money that say where it came from: 其中:中央补助 in a county's form."""


def without_task_amounts(labels: Sequence[PrintedLabel]) -> list[PrintedLabel]:
    """Drop the head of amounts in a list of tasks: 任务名称 | 主要内容 | 预算金额."""
    remaining: list[PrintedLabel] = []
    for label in labels:
        before = remaining[-1] if remaining else None
        behind_task = (
            before and before.kind is LabelKind.TASK and before.end == label.start
        )
        if not (behind_task and label.is_money):
            remaining.append(label)
    return remaining


_SHORT_UNITS = {"万": "万元", "亿": "亿元", "千": "千元"}
"""Amounts as people write them: 36.5万."""


class FundingReader:
    """Puts amounts into a header, in the form's own unit."""

    def __init__(
        self, flow: Flow, coverage: Coverage, dialect: Dialect, header: Header
    ) -> None:
        self._flow = flow
        self._coverage = coverage
        self._known = known_labels(dialect)
        self._header = header
        self._blocks: dict[int, str] = {}
        """The block of each label of money, by where the label begins."""

    def assign_blocks(self, labels: Sequence[PrintedLabel]) -> None:
        """Find the block of money that each label belongs to.

        By its own words; in a grid by the block opened above it and to its left; in running text
        by how often the label has come: the first 财政拨款 is the first block's, the second the
        second's.
        """
        money = [label for label in labels if label.is_money]
        money = _with_whole_project(money)
        openers = [label for label in money if label.block]
        others = [label for label in money if not label.block]
        self._blocks = {opener.start: str(opener.block) for opener in openers}
        names = Counter(label.name for label in others)
        turns: Counter[str] = Counter()
        for label in others:
            opener = self._opener_above(label, openers)
            if opener:
                self._blocks[label.start] = str(opener.block)
                continue
            blocks = _blocks_in_turn(openers, names[label.name])
            turn = min(turns[label.name], len(blocks) - 1)
            self._blocks[label.start] = blocks[turn]
            turns[label.name] += 1

    def _opener_above(
        self, label: PrintedLabel, openers: Sequence[PrintedLabel]
    ) -> PrintedLabel | None:
        """The label that opens the block in whose columns a label of a grid stands."""
        if not is_tabbed(self._flow, label):
            return None
        before = [opener for opener in openers if opener.start < label.start]
        above = [opener for opener in before if opener.column <= label.column]
        return max(above, key=lambda opener: (opener.column, opener.line), default=None)

    def set_amount(self, label: PrintedLabel, value: Span) -> None:
        """Take an amount; what is none is noted, and a second one of the same place left out."""
        block, part = self._place_of(label)
        path = _path_of(block, part)
        words, text = self._flow.text(label.start, label.end), self._flow.text(*value)
        number = self._amount(text)
        if number is None and not is_not_applicable(text):
            message = f"“{words}”后的“{text}”不是一个金额，未采用"
            evidence = self._flow.evidence(*value)
            note = Note(
                code="amount_unreadable", text=message, evidence=evidence, place=path
            )
            self._header.notes.append(note)
            return
        self._coverage.use(*value)
        if number is None:
            return
        if part not in _PARTS[block]:
            self._header.other_fields.setdefault(f"{words}（{block}）", text)
        elif self._is_better(path, label):
            self._header.amounts[block, part] = number
            at = self._flow.evidence(*value)
            at = self._weighed(at, label)
            run_on = was_run_on(self._flow, value)
            self._header.evidence[path] = at.doubted(RUN_ON) if run_on else at

    def doubt(self, label: PrintedLabel, reason: str) -> None:
        """Say why the amount behind a label is unsure, if one was taken."""
        path = _path_of(*self._place_of(label))
        if at := self._header.evidence.get(path):
            self._header.evidence[path] = at.doubted(reason)

    def _is_better(self, path: str, label: PrintedLabel) -> bool:
        """Whether an amount is the first of its place, or the first behind known words."""
        before = self._header.evidence.get(path)
        return before is None or (before.unsure and label.label in self._known)

    def _weighed(self, at: Evidence, label: PrintedLabel) -> Evidence:
        """The evidence of an amount; behind words that no list has it is unsure."""
        if label.label in self._known:
            return at
        return at.doubted(f"“{label.label.words}”不是常见的栏名")

    def _place_of(self, label: PrintedLabel) -> tuple[str, str]:
        """The block and the part of the money that a label announces."""
        block = self._blocks[label.start]
        part = "total" if label.kind is LabelKind.BLOCK else label.name
        if part in _FROM_ABOVE and block in ("annual", "own_level"):
            return "from_above", _FROM_ABOVE[part]
        return block, part

    def _amount(self, text: str) -> Decimal | None:
        """Read one amount into the form's unit; None where the cell holds anything else."""
        quantities = read_quantities(before_bracket(text))
        if len(quantities) != 1:
            return whole_of_row(text)
        if quantities[0].number is None:
            return None
        number, unit = quantities[0].number, quantities[0].unit
        printed_in = self._header.money_unit
        unit = _SHORT_UNITS.get(unit or "", unit) or printed_in or "元"
        if unit not in SCALES or is_beyond_any_project(number, unit):
            return None
        return convert(number, unit, printed_in or unit)


def _path_of(block: str, part: str) -> str:
    """The place of an amount in a table."""
    return "funding.project_total" if block == _PROJECT else f"funding.{block}.{part}"


def before_bracket(text: str) -> str:
    """An amount without the bracket behind it that says what it is made of: 318万(路基200万,排水118万)."""
    match = _BEFORE_BRACKET.fullmatch(chinese.key(text))
    return match[1] if match else text


def was_run_on(flow: Flow, value: Span) -> bool:
    """Whether an amount may hold two: it was cut out of a text without gaps and has many digits."""
    line = flow.lines[flow.line_index(value[0])].number
    is_long = _MANY_DIGITS.search(flow.folded, *value)
    return is_long is not None and flow.pieces_of_line(line) > 1


def whole_of_row(text: str) -> Decimal | None:
    """The amount that a row of figures is about, where their sums or shares prove it; else None.

    The first is the sum of the others (406.5 | 320 | 86.5), or one that another is a printed
    share of: 84.6 | 80.37 | 95%.
    """
    figures = [match for match in map(_FIGURE.fullmatch, text.split()) if match]
    if len(figures) != len(text.split()) or len(figures) < _FEWEST_FIGURES:
        return None
    numbers = [Decimal(figure["number"].replace(",", "")) for figure in figures]
    amounts = [
        number
        for number, figure in zip(numbers, figures, strict=True)
        if not figure["percent"]
    ]
    if len(amounts) == len(numbers) and amounts[0] == sum(amounts[1:]):
        return amounts[0]
    shares = [
        n for n, figure in zip(numbers, figures, strict=True) if figure["percent"]
    ]
    if len(shares) != 1:
        return None
    return next(
        (
            whole
            for whole, part in pairwise(amounts)
            if whole and abs(part / whole * 100 - shares[0]) < _ROUNDED
        ),
        None,
    )


def _with_whole_project(labels: Sequence[PrintedLabel]) -> list[PrintedLabel]:
    """The labels, with a total the whole project's where another says the year's by its words.

    资金总额 beside 当年资金总额, 项目资金总额 beside 年度资金总额.
    """
    of_year = {
        label.label.words for label in labels if _OF_THE_YEAR.match(label.label.words)
    }
    if not of_year:
        return list(labels)
    may_be_whole = _MAY_BE_WHOLE[of_year == {"年度资金总额"} :]
    return [
        replace(label, label=_total_of_whole(label))
        if label.label.words in may_be_whole
        else label
        for label in labels
    ]


def _total_of_whole(label: PrintedLabel) -> Label:
    return Label(label.label.words, LabelKind.AMOUNT, "total", _PROJECT)


def _blocks_in_turn(openers: Sequence[PrintedLabel], times: int) -> list[str]:
    """The blocks that a label printed so many times belongs to, one after another.

    The whole project's is left out where the label is not printed for each block.
    """
    blocks = list(dict.fromkeys(str(opener.block) for opener in openers))
    for_each = times > len(blocks) - 1
    return [block for block in blocks if for_each or block != _PROJECT] or ["annual"]
