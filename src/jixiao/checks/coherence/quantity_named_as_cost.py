"""数量指标的名称是费用。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.costs import QUANTITY
from jixiao.checks.printed_values import quoted
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


@check(
    code="CH19",
    title="数量指标的名称是费用",
    says="{names}的名称是费用，量的却不是钱",
    suggests="名称改成数的是什么，如“检查人次”“印刷份数”",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="I06",
)
def quantity_named_as_cost(table: TargetTable) -> Iterator[Breach]:
    rows = [
        row
        for row in table.indicators
        if row.aspect == QUANTITY and _is_named_as_cost(row)
    ]
    if rows:
        names = [quoted(row) for row in rows]
        yield Breach((row.evidence for row in rows), "indicators", names=names)


_COST_NAME = re.compile(r"(?:费|费用|支出|经费|资金|金额)$")


def _is_named_as_cost(row: Indicator) -> bool:
    """A number that is not in 元 under the name of a cost."""
    if row.target.number is None or "元" in (row.target.unit or ""):
        return False
    return bool(_COST_NAME.search(chinese.key(row.name)))
