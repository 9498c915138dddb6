"""符号写法不规范。"""

import re
from collections.abc import Iterator

from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="WO06",
    title="符号写法不规范",
    says="{count} 处符号不规范：{names}",
    suggests="按括号里写的改",
    severity=Severity.ADVICE,
    basis="财预〔2021〕101号",
    rule="V21",
)
def odd_signs(table: TargetTable) -> Iterator[Breach]:
    odd = [
        (row, f"“{text}”（{right}）")
        for row in table.indicators
        for text in (row.name, row.target.text)
        for sign, right in _ODD
        if sign.search(text)
    ]
    if odd:
        yield Breach(
            (row.evidence for row, _ in odd),
            "indicators",
            count=len(odd),
            names=[words for _, words in odd][:_MOST_NAMES],
        )


_MOST_NAMES = 4
_ODD = (
    (re.compile(r"≧"), "写“≥”"),
    (re.compile(r"≦"), "写“≤”"),
    (re.compile(r"[≥＞>].*以上"), "“≥”和“以上”留一个"),
    (re.compile(r"[≤＜<].*以下"), "“≤”和“以下”留一个"),
    (re.compile(r"\d[号日]之前"), "写“20日前”"),
    (re.compile(r"^[.．、，；]"), "开头多一个标点"),
    (re.compile(r"[\u4e00-\u9fff]\s*and\s*[\u4e00-\u9fff]"), "“and”写“和”"),
    (re.compile(r"。$"), "末尾不用句号"),
)
"""Signs that no official paper uses, and what to write."""
