"""钱没有用到一半，产出却都是满分。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.rubric_points import execution_rate, scored
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable

_OUTPUT = "产出指标"


@check(
    code="EV19",
    title="钱没有用到一半，产出却都是满分",
    says="预算执行率 {rate}%，{count} 条产出指标却全得满分",
    suggests="核对产出是否真的完成；真的完成的，说明为什么用不了这些钱，来年调减预算",
    severity=Severity.WARNING,
    basis="财预〔2020〕10号",
    rule="E13",
)
def little_spent_all_done(table: TargetTable, *, least: int) -> Iterator[Breach]:
    rate = execution_rate(table)
    outputs = [
        scored_row
        for scored_row in scored(table)
        if scored_row.row.dimension == _OUTPUT
    ]
    if rate is None or rate >= least or not outputs:
        return
    if all(output.stated >= output.weight for output in outputs):
        evidence = (output.row.evidence for output in outputs)
        yield Breach(
            [table.evidence.get("funding.annual.total"), *evidence],
            "budget_execution.total.rate",
            rate=round(rate, 2),
            count=len(outputs),
        )
