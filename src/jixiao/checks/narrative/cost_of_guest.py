"""公务接待平均每人次过高。"""

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import Dossier, check
from jixiao.checks.amounts import NUMBER, read_number
from jixiao.findings import Breach, Severity
from jixiao.money import convert


@check(
    code="NA38",
    title="公务接待平均每人次过高",
    says="接待费 {amount}，接待 {guests} 人次，平均每人次 {each} 元",
    suggests="核对接待费、批次和人次，多半有一处写错",
    severity=Severity.WARNING,
    basis="财预〔2016〕143号",
    rule="N15",
)
def cost_of_guest(dossier: Dossier, *, most: Decimal) -> Iterator[Breach]:
    _, paper = dossier.narrative()
    for match, _ in paper.find(_GUESTS):
        start = max(0, match.start() - _REACH)
        stated = list(_EXPENSE.finditer(paper.text, start, match.start()))
        guests = int(match["guests"])
        if not stated or not guests:
            continue
        yuan = convert(read_number(stated[-1]["number"]), stated[-1]["unit"], "元")
        if yuan / guests > most:
            yield Breach(
                paper.evidence(stated[-1].start(), match.end()),
                "budget.figures",
                amount=f"{stated[-1]['number']}{stated[-1]['unit']}",
                guests=guests,
                each=round(yuan / guests),
            )


_REACH = 220
"""How far before the guests the expense is looked for."""
_EXPENSE = re.compile(
    rf"公务接待费(?:支出)?(?:预算|决算)?数?(?:为)?(?P<number>{NUMBER})(?P<unit>万元|元)"
)
_GUESTS = re.compile(
    r"公务接待\d+批次?[,，、]?(?:共计|累计|共|接待|来访)?(?P<guests>\d+)人"
)
