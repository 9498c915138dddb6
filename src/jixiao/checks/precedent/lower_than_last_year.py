"""指标值低于上年。"""

from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import Dossier, check
from jixiao.checks.costs import COST, QUANTITY
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.quantity import Bound
from jixiao.targets import Indicator, TargetTable


@check(
    code="PR01",
    title="指标值低于上年",
    says="“{name}”上年 {before}，今年 {now}",
    suggests="核对是否降低了标准；确有原因的写明",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V19",
)
def lower_than_last_year(dossier: Dossier) -> Iterator[Breach]:
    for table in dossier.tables:
        for index, row in enumerate(table.indicators):
            before, then = dossier.last_year_row(table, row) or (None, None)
            if before and then and _lower(table, row, before, then):
                yield Breach(
                    row.evidence,
                    CellPath.in_row(index, "target"),
                    project_name=table.project_name,
                    name=row.name,
                    before=then.target.text,
                    now=row.target.text,
                )


def _lower(table: TargetTable, row: Indicator, before: TargetTable, then: Indicator) -> bool:
    """Less of what is counted is no lowering where the money fell too; costs are no standard."""
    now, last = row.target.in_base_units(), then.target.in_base_units()
    if now is None or last is None or now[1] != last[1] or row.aspect in COST:
        return False
    less_money = (table.funding.annual.total or 0) < (before.funding.annual.total or 0)
    if row.aspect == QUANTITY and now[1] != "%" and less_money:
        return False
    if row.target.bound in (Bound.AT_MOST, Bound.BELOW) or words("less_is_better").search(row.name):
        return now[0] > last[0]
    return now[0] < last[0]
