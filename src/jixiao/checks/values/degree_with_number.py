"""名称写程度，指标值写比率。"""

from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="VA07",
    title="名称写程度，指标值写比率",
    says="“{name}”是说提高的程度，指标值却是 {stated}",
    suggests="改为能统计的比率名称，或把指标值改为程度",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V11",
)
def degree_with_number(table: TargetTable) -> Iterator[Breach]:
    for index, row in enumerate(table.indicators):
        ending = row.name[-_ENDING:]
        if row.target.unit == "%" and words("degrees").search(ending):
            yield Breach(
                row.evidence,
                CellPath.in_row(index, "target"),
                name=row.name,
                stated=row.target.text,
            )


_ENDING = 4
