"""成本指标没有金额。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.costs import COST
from jixiao.checks.printed_values import quoted
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="VA12",
    title="成本指标没有金额",
    says="成本指标（{count} 条）没有写金额：{names}",
    suggests="写明总成本或单位成本是多少元",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V17",
    needs_all_rows=True,
)
def cost_without_amount(table: TargetTable) -> Iterator[Breach]:
    rows = [
        row for row in table.indicators if row.aspect in COST and not row.not_applicable
    ]
    texts = [row.target.text + row.name for row in rows]
    if rows and not any(_MONEY.search(chinese.key(text)) for text in texts):
        names = [quoted(row) for row in rows]
        yield Breach(
            (row.evidence for row in rows), "indicators", count=len(rows), names=names
        )


_MONEY = re.compile(r"元|\d[万亿](?:$|[/每·])")
"""元, or a number of 万 with nothing counted behind it: 2万/月 is money, 2万份 is not."""
