"""指标值的数里夹着字母。"""

import re
from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.printed_values import values_of
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable

_LETTER = re.compile(
    r"\d[\d,.，]{0,24}[Oo][\dOo]{0,24}(?![A-Za-z])"
    r"|\d[Il]\d"
    r"|[≥≤＞＜><=＝][OoIlSZ][\dOo]"
    r"|\d[SsB](?=[%％])"
)


@check(
    code="VA22",
    title="指标值的数里夹着字母",
    says="“{name}”的{which}“{stated}”里，数中夹着字母",
    suggests="把字母改成数字：O 是 0，l 和 I 是 1，S 是 5",
    severity=Severity.ERROR,
    basis="财预〔2021〕101号",
    rule="V21",
)
def letter_in_number(table: TargetTable) -> Iterator[Breach]:
    for row, path, which, value in values_of(table):
        if _LETTER.search(value.text):
            yield Breach(
                row.evidence, path, name=row.name, which=which, stated=value.text
            )
