"""“是否……”配了百分比。"""

from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="VA23",
    title="“是否……”配了百分比",
    says="“{name}”只能答是或否，指标值却是 {stated}",
    suggests="改成能统计的比率名称，或把指标值写成“是”",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V11",
)
def whether_with_number(table: TargetTable) -> Iterator[Breach]:
    for index, row in enumerate(table.indicators):
        if row.target.unit == "%" and words("whether").search(row.name):
            yield Breach(
                row.evidence,
                CellPath.in_row(index, "target"),
                name=row.name,
                stated=row.target.text,
            )
