"""模板的空位没有填。"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.objectives import objective_text
from jixiao.checks.standard import words
from jixiao.evidence import Evidence
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="WO05",
    title="模板的空位没有填",
    says="{count} 处像是模板的空位：{found}",
    suggests="逐处填上实际的内容，或删去这一条",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="I20",
)
def placeholders(table: TargetTable) -> Iterator[Breach]:
    blanks = list(_blanks(table, words("placeholders")))
    if blanks:
        yield Breach(
            (blank.evidence for blank in blanks),
            blanks[0].place,
            count=len(blanks),
            found=[f"“{blank.around}”里的“{blank.printed}”" for blank in blanks],
        )


class _Blank(NamedTuple):
    printed: str
    around: str
    place: str
    evidence: Evidence | None


def _blanks(table: TargetTable, pattern: re.Pattern[str]) -> Iterator[_Blank]:
    """What looks like a blank of the template in names, values and the objective, in that order."""
    for index, row in enumerate(table.indicators):
        for place, text in (("name", row.name), ("target", row.target.text)):
            if match := pattern.search(text):
                cell = str(CellPath.in_row(index, place))
                yield _Blank(match[0], text, cell, row.evidence)
    text = objective_text(table)
    for match in pattern.finditer(text):
        around = text[max(0, match.start() - _AROUND) : match.end() + _AROUND]
        evidence = table.evidence.get("objective")
        yield _Blank(match[0], around, "objective", evidence)


_AROUND = 6
"""How many characters of the objective are shown on either side."""
