"""指标值缺单位。"""

from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="VA10",
    title="指标值缺单位",
    says="“{name}”的指标值 {stated} 没有单位",
    suggests="补上单位",
    severity=Severity.ADVICE,
    basis="财预〔2021〕101号",
    rule="V06",
)
def count_without_unit(table: TargetTable) -> Iterator[Breach]:
    for index, row in enumerate(table.indicators):
        if words("without_unit").search(row.name):
            continue
        if row.target.number is not None and row.target.unit in (
            None,
            "万",
            "千",
            "亿",
            "百",
        ):
            yield Breach(
                row.evidence,
                CellPath.in_row(index, "target"),
                name=row.name,
                stated=row.target.text,
            )
