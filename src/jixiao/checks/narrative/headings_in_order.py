"""情况说明的标题编号不连续。"""

import re
from collections.abc import Iterator
from itertools import pairwise

from jixiao import chinese
from jixiao.checks import CannotCheck, Dossier, check
from jixiao.documents import Line
from jixiao.evidence import Evidence
from jixiao.findings import Breach, Severity


@check(
    code="NA47",
    title="情况说明的标题编号不连续",
    says="“{before}”后面是“{after}”",
    suggests="核对是漏了一节还是编号写错",
    severity=Severity.WARNING,
    basis="财预〔2016〕143号",
    rule="G16",
)
def headings_in_order(dossier: Dossier) -> Iterator[Breach]:
    """Headings 一、 of the narrative and items 1. of subjects; both begin anew with the first."""
    budget, _ = dossier.narrative()
    chapter = budget.chapters.get("情况说明")
    if dossier.document is None or chapter is None or chapter.lines is None:
        raise CannotCheck("没有读出情况说明在哪里")
    first, last = chapter.lines
    lines = [line for line in dossier.document.lines if first <= line.number <= last]
    for pattern in (_HEADING, _ITEM):
        numbered = [
            (number, line) for line in lines if (number := _number(pattern, line))
        ]
        yield from _out_of_order(numbered)


_HEADING = re.compile(r"(?P<number>[一二三四五六七八九十]{1,3})、[^,，。]{4,40}$")
_ITEM = re.compile(r"(?P<number>\d{1,2})[.、．][^\d][^()（）]{1,20}[（(]类[)）]")
_SHOWN = 24


def _number(pattern: re.Pattern[str], line: Line) -> int | None:
    match = pattern.match(line.text.strip())
    if match is None:
        return None
    number = match["number"]
    return int(number) if number.isdigit() else chinese.read_numeral(number)


def _out_of_order(numbered: list[tuple[int, Line]]) -> Iterator[Breach]:
    """Where a number is neither the next nor the first of a new list, and the rest goes on from it."""
    for (number, line), (after, line_after) in pairwise(numbered):
        if after in (number + 1, 1):
            continue
        places = [
            Evidence(lines=(each.number, each.number), quote=each.text.strip())
            for each in (line, line_after)
        ]
        shown = [each.text.strip()[:_SHOWN] for each in (line, line_after)]
        yield Breach(places, "budget", before=shown[0], after=shown[1])
