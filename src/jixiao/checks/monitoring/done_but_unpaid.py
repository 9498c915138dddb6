"""指标都已达到，钱却没怎么花。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.midyear import executed_share, followed, is_reached
from jixiao.evaluation.midyear import standards
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="MO08",
    title="指标都已达到而钱没有怎么花",
    says="能比较的 {count} 条指标都已达到，钱只执行 {rate}%",
    suggests="说明是预算偏大还是没有付款：偏大的调减预算，没有付的写明付款计划",
    severity=Severity.WARNING,
    basis="财预〔2019〕136号",
    rule="M04",
)
def done_but_unpaid(table: TargetTable) -> Iterator[Breach]:
    rate = executed_share(table)
    if rate is None or rate >= standards()["limits"]["unpaid"]:
        return
    comparable = [
        met for row in followed(table) if (met := is_reached(row)) is not None
    ]
    if comparable and all(comparable):
        yield Breach(
            table.evidence.get("funding.annual.total"),
            "budget_execution.total.executed",
            count=len(comparable),
            rate=round(rate, 1),
        )
