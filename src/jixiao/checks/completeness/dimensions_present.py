"""缺少产出或效益指标。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="CO02",
    title="缺少产出或效益指标",
    says="没有{name}",
    suggests="补充{name}：每个项目都应说明做什么、带来什么",
    severity=Severity.ERROR,
    basis="财预〔2021〕101号",
    rule="I01",
)
def dimensions_present(table: TargetTable) -> Iterator[Breach]:
    present = {row.dimension for row in table.indicators if not row.not_applicable}
    for name in ("产出指标", "效益指标"):
        if table.indicators and name not in present:
            yield Breach(table.indicators[0].evidence, "indicators", name=name)
