"""The numbered parts of an objective's prose, in levels: 一、 over （一） over 1. or 目标1：."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from jixiao import chinese
from jixiao.targets.table import ObjectiveItem, StatedAmount

_MARK = re.compile(
    r"(?:(?:目标|任务|子目标)(?P<goal>\d{1,2})[:：;；、.．]"
    r"|(?<![\d.．])(?P<digit>\d{1,2})[、.．](?![\d])"
    r"|(?<![\d.．(（])(?P<half>\d{1,2})[)）]"
    r"|[(（](?P<bracket>\d{1,2})[)）]"
    r"|(?:^|(?<=[。；;：:\s)）]))(?:(?P<numeral>[一二三四五六七八九十]{1,3})[)）、](?![\d])"
    r"|[(（](?P<bracketed_numeral>[一二三四五六七八九十]{1,3})[)）](?![\d])))"
)
_AMOUNT = re.compile(
    r"(?<![\d.,])(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>亿元|万元|元)(?![/每])"
)
_FIGURES = frozenset(("goal", "digit", "half", "bracket"))
_WIDEST_GAP = 3
"""How far a number may stand above the one before it; a larger leap is a figure in a sentence."""


@dataclass(slots=True)
class _Mark:
    """A number that opens a part: how it is printed, where, and the parts inside of its own."""

    kind: str
    printed: str
    number: int
    start: int
    end: int
    inner: list["_Mark"] = field(default_factory=list)


def find_items(text: str) -> tuple[ObjectiveItem, ...]:
    """Cut an objective at its numbers, 目标1：, 1., 2、, （3）, 一、, into a tree; gaps stay gaps.

    The numbers of a level rise; one that does not is part of a sentence. A level of a single
    number numbers nothing.
    """
    top: list[_Mark] = []
    levels: list[list[_Mark]] = [top]
    for mark in _marks(text):
        _place(levels, mark)
    if len(top) == 1:
        top = top[0].inner
    return _items(text, top, len(text))


def _marks(text: str) -> Iterator[_Mark]:
    for match in _MARK.finditer(text):
        kind = str(match.lastgroup)
        printed = match[kind]
        numeral = chinese.read_numeral(printed)
        number = int(printed) if printed.isdecimal() else numeral or 0
        yield _Mark(kind, printed, number, match.start(), match.end())


def _place(levels: list[list[_Mark]], mark: _Mark) -> None:
    """Put a mark behind those of its level, or open a level of its kind below the last mark."""
    for depth in range(len(levels) - 1, -1, -1):
        level = levels[depth]
        if level and _is_of_level(mark, level[-1]):
            if level[-1].number < mark.number <= level[-1].number + _WIDEST_GAP:
                level.append(mark)
                del levels[depth + 1 :]
            return
    innermost = levels[-1]
    if not innermost:
        innermost += [mark] if 0 < mark.number <= _WIDEST_GAP else []
    elif mark.number == 1 or _runs_on(innermost, mark):
        innermost[-1].inner = [mark]
        levels.append(innermost[-1].inner)


def _runs_on(above: Sequence[_Mark], mark: _Mark) -> bool:
    """Whether a level goes on with the numbers of the part before: 一、1. 2. 二、3. 4."""
    inner = above[-2].inner if len(above) > 1 else []
    if not inner or inner[-1].kind != mark.kind:
        return False
    return inner[-1].number < mark.number <= inner[-1].number + _WIDEST_GAP


def _is_of_level(mark: _Mark, last: _Mark) -> bool:
    """Whether a mark is printed as the last one of a level; figures may change their signs."""
    follows = mark.number == last.number + 1 and {mark.kind, last.kind} <= _FIGURES
    return mark.kind == last.kind or follows


def _items(text: str, marks: Sequence[_Mark], end: int) -> tuple[ObjectiveItem, ...]:
    if len(marks) <= 1:
        return ()
    ends = [*(mark.start for mark in marks[1:]), end]
    return tuple(
        _item(text, mark, stop) for mark, stop in zip(marks, ends, strict=True)
    )


def _item(text: str, mark: _Mark, end: int) -> ObjectiveItem:
    inner = _items(text, mark.inner, end)
    own_end = mark.inner[0].start if inner else end
    return ObjectiveItem(
        number=mark.printed,
        text=text[mark.end : end].strip(),
        amounts=tuple(_amounts(text[mark.end : own_end])),
        items=inner,
    )


def _amounts(text: str) -> Iterator[StatedAmount]:
    """The money that words state; what a unit costs (元/人) is none."""
    for match in _AMOUNT.finditer(chinese.fold(text)):
        number = Decimal(match["number"].replace(",", ""))
        yield StatedAmount(number=number, unit=match["unit"])
