"""指标值只是重复名称。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.in_words import repeats_name
from jixiao.checks.printed_values import quoted
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="VA17",
    title="指标值只是重复名称",
    says="{names} 的指标值把名称又说了一遍",
    suggests="指标值写到什么程度、多少，不要重复名称",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V02",
)
def value_repeats_name(table: TargetTable) -> Iterator[Breach]:
    rows = [row for row in table.indicators if repeats_name(row)]
    if rows:
        names = [quoted(row) for row in rows]
        yield Breach((row.evidence for row in rows), "indicators", names=names)
