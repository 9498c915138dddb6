"""年中调减了预算，目标没有跟着调整。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import Dossier, check
from jixiao.findings import Breach, Severity
from jixiao.targets import compare_rows


@check(
    code="MO09",
    title="调减了预算而目标没有同步调整",
    says="预算由 {initial} 调到 {budget}，减了 {share}%，指标和指标值一条没有变",
    suggests="按程序同步调整绩效目标，或写明预算减少为什么不影响目标",
    severity=Severity.ERROR,
    basis="财预〔2019〕136号",
    rule="M05",
)
def cut_without_adjusting(dossier: Dossier, *, cut: Decimal) -> Iterator[Breach]:
    for table in dossier.tables:
        total = table.budget_execution.total if table.budget_execution else None
        if total is None or not total.initial or total.budget is None:
            continue
        share = (total.initial - total.budget) * 100 / total.initial
        if share > cut and not compare_rows(dossier.approved(table), table):
            yield Breach(
                table.evidence.get("funding.annual.total"),
                "budget_execution.total.budget",
                project_name=table.project_name,
                initial=total.initial,
                budget=total.budget,
                share=round(share, 1),
            )
