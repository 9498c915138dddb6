"""各项目资金之和与预算的项目支出不符。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import CannotCheck, Dossier, check
from jixiao.checks.budget_cells import NOTHING, cell, row_named, table
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
def projects_meet_budget(dossier: Dossier) -> Iterator[Breach]:
    found = table(dossier.budget, "T2") if dossier.budget else None
    total = row_named(found, "总计") if found else None
    stated = cell(total, "项目支出") if total else None
    if not dossier.tables or found is None or total is None or stated is None:
        if dossier.tables and dossier.budget is None:
            raise CannotCheck("文件里没有部门预算")
        return
    funded = [(t, t.funding.own_level.total or t.funding.annual.total) for t in dossier.tables]
    amounts = [
        convert(amount, str(t.money_unit), found.money_unit)
        for t, amount in funded
        if amount is not None
    ]
    computed = sum(amounts, Decimal(NOTHING))
    if computed != stated:
        yield Breach(
            [total.evidence, *(t.evidence.get("project_name") for t, _ in funded)],
            "budget.tables.T2",
            count=len(amounts),
            computed=computed,
            stated=stated,
            gap=abs(computed - stated),
            unit=found.money_unit,
        )
