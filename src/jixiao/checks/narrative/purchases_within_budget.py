"""政府采购多于部门的全部支出。"""

import re
from collections.abc import Iterator

from jixiao.checks import CannotCheck, Dossier, check
from jixiao.checks.amounts import NUMBER, in_unit, read_number
from jixiao.checks.budget_cells import department_money
from jixiao.findings import Breach, Severity
from jixiao.money import convert


@check(
    code="NA33",
    title="政府采购多于部门的全部支出",
    says="政府采购 {stated}万元，部门的总数只有 {whole}万元",
    suggests="核对采购金额的单位和位数",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="N09",
)
def purchases_within_budget(dossier: Dossier) -> Iterator[Breach]:
    budget, paper = dossier.narrative()
    whole = department_money(budget)
    if not whole:
        raise CannotCheck("没有读出部门的收支总数")
    for match, evidence in paper.find(_PURCHASES):
        stated = convert(read_number(match["amount"]), match["unit"], "元")
        if stated > whole:
            yield Breach(
                evidence,
                "budget.figures",
                stated=in_unit(stated, "万元"),
                whole=in_unit(whole, "万元"),
            )
            return


_PURCHASES = re.compile(
    rf"政府采购(?:支出|预算)?(?:总额)?(?:为|共)?(?P<amount>{NUMBER})(?P<unit>亿元|万元|元)"
)
