"""比率类指标没有数值。"""

from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.in_words import is_rate_in_words
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="VA02",
    title="比率类指标没有数值",
    says="“{name}”应是比率，指标值写作“{stated}”",
    suggests="改为百分比；不能统计的，改用能看出程度的名称",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V02",
)
def rate_without_number(table: TargetTable) -> Iterator[Breach]:
    for index, row in enumerate(table.indicators):
        if is_rate_in_words(row):
            yield Breach(
                row.evidence,
                CellPath.in_row(index, "target"),
                name=row.name,
                stated=row.target.text,
            )
