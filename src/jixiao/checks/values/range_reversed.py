"""范围的两头写反。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.amounts import NUMBER, read_number
from jixiao.checks.printed_values import values_of
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="VA30",
    title="范围的两头写反",
    says="“{name}”的{which}“{stated}”，前一个数比后一个大",
    suggests="核对两头的数，小的写在前面",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V12",
)
def range_reversed(table: TargetTable) -> Iterator[Breach]:
    for row, path, which, value in values_of(table):
        printed = chinese.key(value.text)
        match = _RANGE.fullmatch(printed)
        if match and read_number(match["low"]) > read_number(match["high"]):
            yield Breach(
                row.evidence, path, name=row.name, which=which, stated=value.text
            )


_UNIT = r"[%\u4e00-\u9fff]"
_RANGE = re.compile(
    rf"(?P<low>{NUMBER})(?P<unit>(?![年月日号时]){_UNIT})?{_UNIT}{{0,2}}[-~～—–至到]+"
    rf"(?P<high>{NUMBER})(?![年月日号时]){_UNIT}{{1,3}}"
)
