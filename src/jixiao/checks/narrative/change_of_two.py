"""两年的数相减不等于增减额。"""

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import Dossier, check
from jixiao.checks.amounts import NUMBER, in_unit, read_number
from jixiao.checks.statements import FALLING, RISING
from jixiao.findings import Breach, Severity
from jixiao.money import convert


@check(
    code="NA35",
    title="两年的数相减不等于增减额",
    says="“{printed}”：{now} 与 {then} 相差 {computed}，写作 {stated}",
    suggests="核对两年的数和增减额",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="N04 N05",
)
def change_of_two(dossier: Dossier) -> Iterator[Breach]:
    """Only sentences that state both years' amounts and the change between them."""
    _, paper = dossier.narrative()
    for match, evidence in paper.find(_TWO_YEARS):
        now, then, change = (_yuan(match, name) for name in ("now", "then", "change"))
        rises = match["way"] in RISING
        computed = now - then if rises else then - now
        if abs(computed - change) > _ROUNDED:
            yield Breach(
                evidence,
                "budget.figures",
                printed=match[0],
                now=f"{match['now']}{match['now_unit']}",
                then=f"{match['then']}{match['then_unit']}",
                computed=f"{in_unit(abs(now - then), '万元')}万元",
                stated=f"{match['change']}{match['change_unit']}",
            )


def _amount(name: str) -> str:
    return rf"(?P<{name}>{NUMBER})(?P<{name}_unit>亿元|万元|元)"


def _yuan(match: re.Match[str], name: str) -> Decimal:
    return convert(read_number(match[name]), match[f"{name}_unit"], "元")


_TWO_YEARS = re.compile(
    rf"{_amount('now')}[,，。]?(?:[比较与同]|[与同]上年)(?:上年|20\d{{2}}年)度?(?:的)?(?:决算|预算|执行|支出|收入)?数?(?:的|为|是)?"
    rf"{_amount('then')}(?:相比)?[,，]?(?:[\u4e00-\u9fff]{{0,10}}?)"
    rf"(?P<way>{'|'.join(RISING + FALLING)})了?{_amount('change')}"
)
_ROUNDED = Decimal(200)
"""Two hundredths of 万元: three amounts may each be rounded."""
