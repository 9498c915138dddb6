"""数量指标是零。"""

import re
from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.costs import QUANTITY
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="VA29",
    title="数量指标是零",
    says="数量指标“{name}”的指标值是 {stated}，等于不做",
    suggests="写明要做多少；今年不做的删去这一条",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V02",
)
def quantity_of_nought(table: TargetTable) -> Iterator[Breach]:
    for index, row in enumerate(table.indicators):
        is_nought = row.target.number is not None and not row.target.number
        if row.aspect == QUANTITY and is_nought and not _BETTER_NONE.search(row.name):
            yield Breach(
                row.evidence,
                CellPath.in_row(index, "target"),
                name=row.name,
                stated=row.target.text,
            )


_BETTER_NONE = re.compile(
    r"差错|事故|投诉|故障|违[规法纪]|隐患|问题|错误|缺陷|不合格|返工|死亡|伤亡|疫情|事件|案件|超标|上访|舆情|欠|缺|疵|返贫"
)
