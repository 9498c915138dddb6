"""问卷的份数算不出所写的满意度。"""

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao import chinese
from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.amounts import read_number
from jixiao.checks.satisfaction import measures_satisfaction
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


@check(
    code="EV28",
    title="问卷的份数算不出所写的满意度",
    says="“{printed}”合 {computed}%，“{name}”写作 {stated}",
    suggests="核对问卷份数、满意份数和满意度",
    severity=Severity.WARNING,
    basis="财预〔2020〕10号",
    rule="E14",
)
def survey_arithmetic(table: TargetTable, *, apart: Decimal) -> Iterator[Breach]:
    for index, row in enumerate(table.indicators):
        stated = row.actual.number if row.actual else None
        match = _ASKED.search(_words_about(row, table))
        if stated is None or match is None or not measures_satisfaction(row):
            continue
        asked, content = read_number(match["asked"]), read_number(match["content"])
        computed = content * 100 / asked if asked else stated
        if abs(computed - stated) > apart:
            yield Breach(
                (row.evidence, table.evidence.get("objective_achieved")),
                CellPath.in_row(index, "actual"),
                printed=match[0],
                computed=round(computed, 2),
                name=row.name,
                stated=row.actual.text if row.actual else "",
            )


def _words_about(row: Indicator, table: TargetTable) -> str:
    """What may tell of a survey: the row's own cells, else what the year achieved."""
    actual = row.actual.text if row.actual else None
    cells = ";".join(filter(None, (actual, row.reason, row.remark)))
    return chinese.key(
        cells if "份" in cells else f"{cells};{table.objective_achieved or ''}"
    )


_ASKED = re.compile(
    r"(?:有效|收回|回收|发放)[^\d。;；]{0,8}(?P<asked>\d+)份(?:(?!(?:有效|收回|回收)[^\d。]{0,6}\d)[^。;；]){0,24}?"
    r"满意的?(?:为|有)?(?P<content>\d+)[份人]"
)
