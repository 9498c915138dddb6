"""指标值低于上年。"""

from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import Dossier, check
from jixiao.checks.costs import COST, QUANTITY
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
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
            last_year = dossier.last_year_row(table, row)
            if last_year is None:
                continue
            before, row_before = last_year
            if _is_lower(row, row_before, less_money=_has_less_money(table, before)):
                yield Breach(
                    row.evidence,
                    CellPath.in_row(index, "target"),
                    project_name=table.project_name,
                    name=row.name,
                    before=row_before.target.text,
                    now=row.target.text,
                )


def _has_less_money(table: TargetTable, before: TargetTable) -> bool:
    return (table.funding.annual.total or 0) < (before.funding.annual.total or 0)


def _is_lower(row: Indicator, row_before: Indicator, *, less_money: bool) -> bool:
    """Less of what is counted is no lowering where the money fell too; costs are no standard."""
    now, then = row.target.in_base_units(), row_before.target.in_base_units()
    if now is None or then is None or row.aspect in COST:
        return False
    (number, unit), (number_before, unit_before) = now, then
    if unit != unit_before:
        return False
    if less_money and row.aspect == QUANTITY and unit != "%":
        return False
    bound = row.target.bound
    is_ceiling = bound is not None and bound.is_ceiling
    if is_ceiling or words("less_is_better").search(row.name):
        return number > number_before
    return number < number_before
