"""期限写得含糊。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.printed_values import quoted
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="TI08",
    title="期限写得含糊",
    says="{names}只写到月，没有写到哪一日",
    suggests="写明到哪一日；“12月前”是 11 月底还是 12 月底，要说得清",
    severity=Severity.ADVICE,
    basis="财预〔2021〕101号",
    rule="K06",
    once=True,
)
def vague_deadline(table: TargetTable) -> Iterator[Breach]:
    """12月前 may mean before the month begins or before it ends."""
    dated = [
        row
        for row in table.indicators
        if row.target.deadline and not row.not_applicable
    ]
    vague = [row for row in dated if _BARE_MONTH.search(chinese.key(row.target.text))]
    if vague:
        names = [quoted(row) for row in vague]
        yield Breach((row.evidence for row in vague), "indicators", names=names)


_BARE_MONTH = re.compile(r"\d{1,2}月份?(?:(?:之前|以前|前)|$)")
