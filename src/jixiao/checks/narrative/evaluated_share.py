"""自评资金与项目支出的比例不对。"""

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao.budgets import Budget
from jixiao.checks import CannotCheck, Dossier, check
from jixiao.checks.amounts import NUMBER, read_number
from jixiao.checks.budget_cells import cell, grand_total, table
from jixiao.checks.statements import Rate
from jixiao.findings import Breach, Severity
from jixiao.money import SCALES, convert


@check(
    code="NA30",
    title="自评资金与项目支出的比例不对",
    says="“{printed}”，表上的项目支出是 {whole}万元，应占 {computed}%",
    suggests="核对自评涉及的资金、项目支出和比例",
    severity=Severity.WARNING,
    basis="财预〔2016〕143号",
    rule="N05",
)
def evaluated_share(dossier: Dossier) -> Iterator[Breach]:
    """Right where it is so of any of the tables that print the money for projects."""
    budget, paper = dossier.narrative()
    wholes = list(_project_money(budget))
    if not wholes:
        raise CannotCheck("没有读出项目支出")
    for match, evidence in paper.find(_EVALUATED):
        part = convert(read_number(match["part"]), match["unit"], "元")
        rates = [Rate(match["share"], part, whole) for whole in wholes]
        if not any(rate.holds for rate in rates):
            yield Breach(
                evidence,
                "budget.figures",
                printed=evidence.quote,
                whole=convert(wholes[0], "元", "万元"),
                computed=rates[0].computed,
            )


_EVALUATED = re.compile(
    rf"涉及(?:一般公共)?(?:预算|财政|项目)?(?:拨款)?(?:资金|金额|支出)(?:共计|总额|共|为)?(?P<part>{NUMBER})(?P<unit>万元|元)[,;]?"
    rf"占[^,。;%\d]{{0,16}}项目支?出?(?:预算)?(?:总额|总数|资金)?的?(?P<share>{NUMBER})%"
)


def _project_money(budget: Budget) -> Iterator[Decimal]:
    """What the tables print as the money for projects, in yuan: of the general budget, of all."""
    for code in ("F5", "F3", "T2", "T8"):
        printed = table(budget, code)
        total = grand_total(printed)
        amount = cell(total, "项目支出") if total else None
        if printed and amount and printed.money_unit in SCALES:
            yield convert(amount, printed.money_unit, "元")
