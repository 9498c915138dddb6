"""成本和数量没有配上。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.costs import QUANTITY, costs, pair
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


@check(
    code="CO14",
    title="成本和数量没有配上",
    says="{names}没有对应的{other}",
    suggests="补上对应的{other}，使“数量 × 单价 = 总额”看得出来",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="C04",
)
def cost_has_quantity(table: TargetTable, *, least: int) -> Iterator[Breach]:
    """A list in which most items have both is meant to be such a list; the rest are gaps."""
    spent = [cost.indicator for cost in costs(table) if "每" not in cost.indicator.name]
    counted = [row for row in table.indicators if row.aspect == QUANTITY and row.target.number]
    if min(len(spent), len(counted)) < least:
        return
    any_count = [row for row in table.indicators if row.aspect == QUANTITY]
    for rows, others, other in ((spent, any_count, "数量指标"), (counted, spent, "成本指标")):
        alone = [row for row in rows if not _paired(row, others)]
        if alone and len(alone) * 2 <= len(rows):
            names = [f"“{row.name} {row.target.text}”" for row in alone]
            yield Breach((row.evidence for row in alone), "indicators", names=names, other=other)


def _paired(row: Indicator, others: list[Indicator]) -> bool:
    return pair(row, others) is not None or any(pair(other, [row]) is not None for other in others)
