"""一张表没有印金额单位。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import CannotCheck, Dossier, check
from jixiao.evidence import Evidence
from jixiao.findings import Breach, Severity


@check(
    code="BU23",
    title="一张表没有印金额单位",
    says="{count} 张表的表头没有写金额单位，其余 {others} 张都写了“{unit}”",
    suggests="在表头补上金额单位",
    severity=Severity.WARNING,
    basis="财预〔2016〕143号",
    rule="N09",
)
def unit_printed(dossier: Dossier, *, least: int) -> Iterator[Breach]:
    """By the line of a table's head that names the bureau, where the unit stands in all others."""
    dossier.narrative()
    if dossier.document is None:
        raise CannotCheck("只有读出的内容，没有原文")
    lines = [chinese.fold(line.text) for line in dossier.document.lines]
    heads = [index for index, text in enumerate(lines) if _HEAD.match(text.strip())]
    units = {
        index: unit
        for index in heads
        if (unit := _UNIT.search(lines[index])) is not None
    }
    silent = [
        index
        for index in heads
        if index not in units
        and not _UNIT.search(" ".join(lines[index - _NEAR : index + _NEAR + 1]))
    ]
    if len(units) >= least and 0 < len(silent) <= _FEW:
        numbers = [dossier.document.lines[index].number for index in silent]
        yield Breach(
            [
                Evidence(lines=(at, at), quote=lines[index].strip())
                for at, index in zip(numbers, silent, strict=True)
            ],
            "budget.tables",
            count=len(silent),
            others=len(units),
            unit=next(iter(units.values()))["unit"],
        )


_HEAD = re.compile(
    r"(?:编制|填报|公开)?(?:部门|单位)(?:名称)?:\s*[\u4e00-\u9fff()]{4,30}"
)
_UNIT = re.compile(r"(?:金额)?单位:\s*(?:人民币)?(?P<unit>亿元|万元|千元|元)")
_NEAR, _FEW = 2, 2
"""How many lines from the name the unit may stand, and how many tables may lack it by a slip."""
