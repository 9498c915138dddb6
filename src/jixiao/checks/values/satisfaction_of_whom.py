"""满意度没有写谁满意。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="VA21",
    title="满意度没有写谁满意",
    says="“{name}”没有写谁对什么满意",
    suggests="写成“某某对某某的满意度”，例如参训人员对培训的满意度",
    severity=Severity.ADVICE,
    basis="财预〔2021〕101号",
    rule="I11",
)
def satisfaction_of_whom(table: TargetTable) -> Iterator[Breach]:
    for index, row in enumerate(table.indicators):
        if _BARE.fullmatch(chinese.key(row.name)):
            yield Breach(row.evidence, CellPath.in_row(index, "name"), name=row.name)


_BARE = re.compile(
    r"(?:服务对象|社会公众|工作|服务|对象)?(?:对?工作|服务)?满意(?:度|率|程度)"
)
