"""时效指标没有时间。"""

import re
from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="CH05",
    title="时效指标没有时间",
    says="“{name}”列在时效指标，指标值“{stated}”不是时间",
    suggests="改为完成时间、时限或及时率；说程度的移到质量或效益指标",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="I09",
)
def timeliness_is_time(table: TargetTable) -> Iterator[Breach]:
    for index, row in enumerate(table.indicators):
        if row.aspect != "时效指标" or row.not_applicable:
            continue
        is_percent = row.target.unit == "%" and _ASKS_WHEN.search(row.name)
        says_no_time = row.target.qualitative and not words("time").search(
            row.name + row.target.text
        )
        if is_percent or says_no_time:
            yield Breach(
                row.evidence,
                CellPath.in_row(index, "target"),
                name=row.name,
                stated=row.target.text,
            )


_ASKS_WHEN = re.compile(r"(?:时间|日期|期限)$")
