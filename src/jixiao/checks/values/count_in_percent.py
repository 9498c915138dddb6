"""数量写成了百分比。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="VA24",
    title="数量写成了百分比",
    says="“{name}”问的是多少，指标值却是 {stated}",
    suggests="写明数量和单位；要问完成了几成的，把名称改为“……完成率”",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V02",
)
def count_in_percent(table: TargetTable) -> Iterator[Breach]:
    for index, row in enumerate(table.indicators):
        if row.target.unit == "%" and _COUNT.search(chinese.key(row.name)):
            yield Breach(
                row.evidence,
                CellPath.in_row(index, "target"),
                name=row.name,
                stated=row.target.text,
            )


_COUNT = re.compile(
    r"(?<![分指系])(?:人数|次数|场次|人次|户数|家数|件数|份数|期数|台数|套数|个数|数量|总量)$"
)
"""Names that end in a count."""
