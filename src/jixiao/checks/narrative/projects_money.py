"""绩效管理涉及的资金多于项目支出。"""

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import CannotCheck, Dossier, check
from jixiao.checks.amounts import NUMBER, read_number
from jixiao.checks.budget_cells import cell, grand_total, table
from jixiao.findings import Breach, Severity
from jixiao.money import SCALES, convert


@check(
    code="NA40",
    title="绩效管理涉及的资金多于项目支出",
    says="“{printed}”，表上的项目支出只有 {whole}万元",
    suggests="核对绩效目标管理涉及的资金和项目支出",
    severity=Severity.WARNING,
    basis="财预〔2016〕143号",
    rule="N01",
)
def projects_money(dossier: Dossier) -> Iterator[Breach]:
    """Held against the table of all expenditure, whatever money it is paid of."""
    budget, paper = dossier.narrative()
    printed = table(budget, "T8")
    total = grand_total(printed) if printed else None
    amount = cell(total, "项目支出") if total else None
    if printed is None or not amount or printed.money_unit not in SCALES:
        raise CannotCheck("没有读出部门支出总表的项目支出")
    whole = convert(amount, printed.money_unit, "元")
    for match, evidence in paper.find(_MANAGED):
        amount = convert(read_number(match["number"]), match["unit"], "元")
        if amount > whole + _ROUNDED:
            yield Breach(
                evidence,
                "budget.figures",
                printed=match[0],
                whole=convert(whole, "元", "万元"),
            )


_MANAGED = re.compile(
    rf"绩效目标[^。;；]{{0,24}}项目[^。;；]{{0,16}}涉及(?:项目)?(?:预算|财政)?(?:资金|金额)(?:共计|总额|共|为)?"
    rf"(?P<number>{NUMBER})(?P<unit>亿元|万元|元)"
)
_ROUNDED = Decimal(100)
"""A hundredth of 万元."""
