"""Heads and rows of a table of money that were run together: 全年预算数实际支出支出进度合计4947.0496%."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from jixiao import chinese
from jixiao.documents import Line
from jixiao.targets.dialect import BASE, dialects
from jixiao.targets.reading.spent_figures import part_figures
from jixiao.targets.reading.spent_heads import SpentHeads

_OPENS_HEAD = re.compile(
    r"(?:预计|全年|年初|年中|年度|本年|预算|批复|调整|追加|实际|累计|资金|执行|支出|决算|完成|到位|下达|拨付|截[至止]|\d|[上下第]|分值|权重|得分)"
)
_MARK = re.compile(r"\((?:\d{1,3}分|(?:单位:)?(?:亿元|万元|元)|[A-Z](?:/[A-Z])?|%)\)")
_LONGEST_HEAD = 16
_ROW = re.compile(
    r"(?P<words>(?:其中:?)?[\u4e00-\u9fff()、]{2,20}:?)(?P<figures>\d[\d.,%—–\-/]*)"
)
_OF_MONEY = re.compile(
    r"资金|预算|财政|拨款|经费|金额|总额|总计|合计|小计|其中|其他|收入|支出|自[筹有]|补助|中央|上[级年]|[省市县区本]级|结[转余]"
)
_BLOCK = re.compile(
    r"(?<=[局厅委办站院校馆所队府社会心司中学处校场])"
    r"(?:年度|项目|预算|资金|财政|执行|支出|投入|安排|使用|申请)+(?:情况|(?<=资金)|(?<=预算)|(?<=申请))"
    r"(?:\((?:单位:)?(?:亿元|万元|元)\))?(?:\(\d{1,3}分\))?$"
)
"""What stands over the heads, glued to the name of a body before it: …站 | 预算情况."""


_FIGURES = re.compile(r"(?:\d[\d.,%—–\-/]*)(?=$|[\u4e00-\u9fff(])")
_LONG = 60
"""Characters of a line that is run together."""
_ENDS_IN_ROW = re.compile(r"[\u4e00-\u9fff):]\d[\d.,%—–\-/]*$")
_LABEL = re.compile(r"[\u4e00-\u9fff()、:]{0,12}")


_OF_A_YEAR = re.compile(r"\d[\d.,]*?(?=20\d\d年度?(?:预算|资金|安排|投入))")
"""An amount with a label behind it that opens with a year: 4800 | 2026年预算."""
_NUMBERED = re.compile(
    r"\d[\d.,]*?(?=[1-9][.、](?:其中|财政|一般|政府|其他|中央|[省市县区]级|自筹|单位|上级|上年))"
)
"""An amount with a number behind it that opens a source of money: 315 | 1.财政拨款."""
_MANY = re.compile(r"[\d.,—–\-/]+\d+(?:\.\d+)?%[\d.,—–\-/]*")


class Head(NamedTuple):
    """A head of money: where it stands in a text, and what its column holds."""

    start: int
    end: int
    role: str


class HeadRun(NamedTuple):
    """Heads of money that touch each other, with the marks between them."""

    start: int
    end: int
    heads: tuple[Head, ...]

    @property
    def roles(self) -> list[str]:
        """What the columns hold; a first head that stands over the others has none."""
        first, *others = (head.role for head in self.heads)
        return others if first in others else [first, *others]


def find_head_runs(text: str) -> Iterator[HeadRun]:
    """The runs of heads in a folded text that say what was budgeted and what was spent."""
    at = 0
    while opening := _OPENS_HEAD.search(text, at):
        run = _run_at(text, opening.start())
        roles = {head.role for head in run.heads}
        if "executed" in roles and roles & {"initial", "budget", "rate", "expected"}:
            yield run
            at = run.end
        else:
            at = opening.start() + 1


def _run_at(text: str, start: int) -> HeadRun:
    heads: list[Head] = []
    at = start
    while True:
        mark = _MARK.match(text, at) if heads else None
        at = mark.end() if mark else at
        head = _head_at(text, at)
        if head is None:
            return HeadRun(start, at, tuple(heads))
        heads.append(head)
        at = head.end


def _head_at(text: str, at: int) -> Head | None:
    """The longest head that begins at a place."""
    for end in range(min(len(text), at + _LONGEST_HEAD), at + 1, -1):
        if role := _role_of(text[at:end]):
            return Head(at, end, role)
    return None


@cache
def _role_of(words: str) -> str | None:
    return _heads().role_of(words)


@cache
def _heads() -> SpentHeads:
    return SpentHeads(dialects()[BASE])


def is_row(text: str) -> bool:
    """Whether a folded text is nothing but labels and figures of money that touch."""
    row = _ROW.match(text)
    if row is None or not _OF_MONEY.search(row["words"]):
        return False
    at = row.end()
    while row := _ROW.match(text, at):
        at = row.end()
    return _LABEL.fullmatch(text, at) is not None


def is_row_without_label(text: str) -> bool:
    """Whether a text is nothing but figures that touch, with a rate among them: 173165160.0597.00%109.7."""
    return _MANY.fullmatch(text) is not None


def with_amounts_whole(lines: Sequence[Line]) -> list[Line]:
    """The lines with figures whole that the end of a line cut among money: 年度资金总额95951 over 0100%10其中."""
    whole: list[Line] = []
    for line in lines:
        above = whole[-1] if whole else None
        if above and _goes_on(above, line):
            whole[-1] = Line(above.number, above.text + line.text.lstrip(), above.page)
        else:
            whole.append(line)
    return whole


def _goes_on(above: Line, line: Line) -> bool:
    """Whether a line of heads and figures that touch is cut within its figures."""
    if (
        above.cells
        or line.cells
        or not (above.text[-1:].isdigit() and line.text[:1].isdigit())
    ):
        return False
    folded = chinese.fold(above.text)
    run = next(find_head_runs(folded), None)
    return (
        run is not None
        and " " not in folded.strip()
        and len(folded) >= _LONG
        and _ENDS_IN_ROW.search(folded, run.end) is not None
    )


def before_heads(text: str) -> Iterator[str]:
    """What stands before heads of money; the label of their block apart from a body's name."""
    block = _BLOCK.search(chinese.fold(text))
    at = block.start() if block else len(text)
    yield from filter(None, (text[:at], text[at:]))


def heads_apart(text: str, run: HeadRun) -> Iterator[str]:
    """The heads of a run, each with the mark behind it."""
    starts = [head.start for head in run.heads]
    for start, end in pairwise((*starts, run.end)):
        yield text[start:end]


def rows_apart(text: str, roles: list[str]) -> Iterator[str]:
    """The labels and figures of rows of money that touch: 总额6658.72合计12.5; any other text as it is."""
    folded = chinese.fold(text)
    opening = (
        _OF_A_YEAR.match(folded) or _NUMBERED.match(folded) or _FIGURES.match(folded)
    )
    at = opening.end() if opening else 0
    if at:
        yield from part_figures(text[:at], roles)
    while row := _ROW.match(folded, at):
        yield text[at : row.start("figures")]
        yield from part_figures(text[row.start("figures") : row.end()], roles)
        at = row.end()
    if at < len(text):
        yield text[at:]
