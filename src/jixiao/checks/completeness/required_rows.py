"""必填的二级指标空白。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="CO03",
    title="必填的二级指标空白",
    says="{name}（必填）空白",
    suggests="补填{name}",
    severity=Severity.ERROR,
    basis="财预〔2015〕88号",
    rule="I02",
)
def required_rows(table: TargetTable) -> Iterator[Breach]:
    filled = {row.aspect for row in table.indicators}
    for index, row in enumerate(table.empty_rows):
        if row.required and row.aspect not in filled:
            yield Breach(row.evidence, f"empty_rows[{index}]", name=row.aspect)
