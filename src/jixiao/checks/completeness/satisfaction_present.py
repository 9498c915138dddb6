"""没有满意度指标。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="CO04",
    title="没有满意度指标",
    says="{count} 条指标里没有服务对象满意度指标",
    suggests="服务公众的项目应设满意度指标，并说明怎样调查",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="I03",
)
def satisfaction_present(table: TargetTable) -> Iterator[Breach]:
    dimensions = {row.dimension for row in table.indicators if not row.not_applicable}
    if table.indicators and "满意度指标" not in dimensions:
        yield Breach(
            table.indicators[-1].evidence, "indicators", count=len(table.indicators)
        )
