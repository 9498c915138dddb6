"""政府采购的数与采购表不符。"""

import re
from collections.abc import Iterator

from jixiao.checks import Dossier, check
from jixiao.checks.amounts import NUMBER, in_unit, read_number
from jixiao.checks.budget_cells import cell, grand_total, table
from jixiao.findings import Breach, Severity
from jixiao.money import SCALES, convert


@check(
    code="NA54",
    title="政府采购的数与采购表不符",
    says="情况说明写政府采购 {stated}{unit}，{title}合计 {printed}{unit}",
    suggests="核对情况说明和政府采购表，改正写错的一处",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="N01",
)
def purchases_of_table(dossier: Dossier) -> Iterator[Breach]:
    """The total of the table is the largest amount of its row: no column can hold more."""
    budget, paper = dossier.narrative()
    printed = table(budget, "T11")
    total = grand_total(printed)
    if printed is None or total is None or printed.money_unit not in SCALES:
        return
    amounts = [amount for column in total.amounts if (amount := cell(total, column))]
    for match, evidence in paper.find(_PURCHASES):
        yuan = convert(read_number(match["amount"]), match["unit"], "元")
        stated = in_unit(yuan, printed.money_unit)
        if amounts and stated not in amounts:
            yield Breach(
                (evidence, printed.evidence),
                "budget.figures",
                stated=stated,
                unit=printed.money_unit,
                title=printed.title,
                printed=max(amounts),
            )
            return


_PURCHASES = re.compile(
    rf"政府采购(?:支出)?(?:预算)?(?:总额|金额)?(?:合计|共计|为|共|安排)?(?P<amount>{NUMBER})(?P<unit>亿元|万元|元)"
)
