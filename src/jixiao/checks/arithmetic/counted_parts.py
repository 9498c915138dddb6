"""其中之和多于总数。"""

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.amounts import NUMBER, read_number
from jixiao.checks.objectives import objective_texts
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="AR17",
    title="其中之和多于总数",
    says="“{printed}”：总数 {whole}，其中之和 {computed}",
    suggests="核对总数和其中各项，改正写错的一处",
    severity=Severity.ERROR,
    basis="财预〔2015〕88号",
    rule="G07",
)
def counted_parts(table: TargetTable) -> Iterator[Breach]:
    for place, text in objective_texts(table):
        for match in parts_in(chinese.key(text)):
            unit = match["unit"]
            whole = read_number(match["whole"])
            parts = part_numbers(match["parts"], unit)
            if len(parts) > 1 and sum(parts) > whole:
                yield Breach(
                    table.evidence.get(place),
                    place,
                    printed=match[0].rstrip(",，、和及"),
                    whole=f"{match['whole']}{unit}",
                    computed=f"{sum(parts)}{unit}",
                )


_UNIT = "人次|万人|人|名|家|户|台|套|个|场|期|次|份|所|亩|公里"
COUNTED_PARTS = re.compile(
    rf"(?P<whole>{NUMBER})(?P<unit>{_UNIT})[^。；;]{{0,40}}?其中[:：,，]?"
    rf"(?P<parts>(?:[^。；;\d]{{1,16}}?{NUMBER}(?P=unit)[,，、和及]?)+)"
)


_MONEY = "亿元|万元|元"
_MONEY_PARTS = re.compile(
    rf"(?P<whole>{NUMBER})(?P<unit>{_MONEY})[,，:：(]?其中[:：,，]?"
    rf"(?P<parts>(?:[^。；;\d]{{1,16}}?{NUMBER}(?P=unit)(?![/／])[,，、和及]?)+)"
)
_PRICES = re.compile(r"每|标准|单价|人均|户均")


def parts_in(text: str) -> Iterator[re.Match[str]]:
    """Each whole with 其中 and its parts, counts and money; prices are no parts."""
    yield from COUNTED_PARTS.finditer(text)
    for match in _MONEY_PARTS.finditer(text):
        if not _PRICES.search(match["parts"]):
            yield match


def part_numbers(text: str, unit: str) -> list[Decimal]:
    """The numbers in a unit that a list states."""
    return [read_number(part) for part in re.findall(rf"({NUMBER}){unit}", text)]
