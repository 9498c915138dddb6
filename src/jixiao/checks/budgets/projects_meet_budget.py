"""各项目资金之和与预算的项目支出不符。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import CannotCheck, Dossier, check
from jixiao.checks.budget_cells import NOTHING, cell, grand_total, table
from jixiao.findings import Breach, Severity
from jixiao.money import convert


@check(
    code="BU08",
    title="各项目资金之和与预算的项目支出不符",
    says="{count} 个项目的资金合计 {computed}{unit}，部门预算的项目支出 {stated}{unit}，相差 {gap}{unit}",
    suggests="补公开缺少的项目绩效目标表，或核对各项目资金",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="P04 P05",
)
def projects_meet_budget(dossier: Dossier, *, near: int) -> Iterator[Breach]:
    """Projects that come to far less may be the chosen ones that are published: advice."""
    if not dossier.tables:
        return
    if dossier.budget is None:
        raise CannotCheck("文件里没有部门预算")
    expenditure = table(dossier.budget, "T2")
    total = grand_total(expenditure)
    stated = cell(total, "项目支出") if total else None
    if expenditure is None or total is None or stated is None:
        return
    unit = expenditure.money_unit
    amounts = list(_amounts_of_projects(dossier, unit))
    computed = sum(amounts, NOTHING)
    if computed != stated:
        names = (project.evidence.get("project_name") for project in dossier.tables)
        yield Breach(
            [total.evidence, *names],
            "budget.tables.T2",
            None if computed * 100 >= stated * near else Severity.ADVICE,
            count=len(amounts),
            computed=computed,
            stated=stated,
            gap=abs(computed - stated),
            unit=unit,
        )


def _amounts_of_projects(dossier: Dossier, unit: str) -> Iterator[Decimal]:
    """The money of each project's own level, else of the year; a blank one is left out."""
    for project in dossier.tables:
        amount = project.funding.own_level.total or project.funding.annual.total
        if amount is not None:
            yield convert(amount, str(project.money_unit), unit)
