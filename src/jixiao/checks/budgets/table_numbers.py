"""表的编号重复或跳号。"""

import re
from collections.abc import Iterator
from itertools import pairwise

from jixiao import chinese
from jixiao.checks import CannotCheck, Dossier, check
from jixiao.documents import Line
from jixiao.evidence import Evidence
from jixiao.findings import Breach, Severity


@check(
    code="BU22",
    title="表的编号重复或跳号",
    says="“{before}”后面是“{after}”",
    suggests="核对表的编号；漏了表的补上",
    severity=Severity.WARNING,
    basis="财预〔2016〕143号",
    rule="B16",
)
def table_numbers(dossier: Dossier, *, least: int) -> Iterator[Breach]:
    """Numbers that stand in lines of their own: 公开05表, 预算公开表5. The same number may go on over pages."""
    dossier.narrative()
    if dossier.document is None:
        raise CannotCheck("只有读出的内容，没有原文")
    numbered = [
        (int(match["before"] or match["behind"]), line)
        for line in dossier.document.lines
        if (match := _NUMBER.fullmatch(chinese.squeeze(chinese.fold(line.text))))
    ]
    strange = [
        (line, after)
        for (number, line), (next_number, after) in pairwise(numbered)
        if next_number != number + 1
    ]
    if len(numbered) >= least and len(strange) in _ONE_FAULT:
        yield from _breaches(strange)


_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{0,4}公开(?:(?P<before>\d{1,2})表|表(?P<behind>\d{1,2}))"
)
_ONE_FAULT = (1, 2)
"""A wrong number differs from the one before it and from the one behind it."""


def _breaches(strange: list[tuple[Line, Line]]) -> Iterator[Breach]:
    line, after = strange[0]
    places = [
        Evidence(lines=(each.number, each.number), quote=each.text.strip())
        for pair in strange
        for each in pair
    ]
    before, behind = line.text.strip(), after.text.strip()
    yield Breach(places, "budget", before=before, after=behind)
