"""符号写法不规范。"""

import re
from collections.abc import Iterator

from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


@check(
    code="WO06",
    title="符号写法不规范",
    says="{count} 处符号不规范：{names}",
    suggests="用≥、≤；已经写了≥的不再写“以上”；日期写“20日前”",
    severity=Severity.ADVICE,
    basis="财预〔2021〕101号",
    rule="V21",
)
def odd_signs(table: TargetTable) -> Iterator[Breach]:
    odd: list[tuple[Indicator, str]] = []
    for row in table.indicators:
        odd += [
            (row, text) for text in (row.name, row.target.text) if _ODD.search(text)
        ]
    if odd:
        yield Breach(
            (row.evidence for row, _ in odd),
            "indicators",
            count=len(odd),
            names=[f"“{text}”" for _, text in odd][:_MOST_NAMES],
        )


_MOST_NAMES = 4
_ODD = re.compile(
    r"[≧≦]|[≥＞>].*以上|[≤＜<].*以下|\d[号日]之前|^[.．、，；]"
    r"|[\u4e00-\u9fff]\s*and\s*[\u4e00-\u9fff]|。$"
)
