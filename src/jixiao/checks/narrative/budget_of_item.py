"""情况说明里一项的预算数与表不符。"""

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao import chinese
from jixiao.budgets import Budget
from jixiao.checks import Dossier, check
from jixiao.checks.amounts import NUMBER, read_number
from jixiao.checks.budget_cells import cell, last_year, plain_name, table
from jixiao.checks.statements import rounded_like
from jixiao.findings import Breach, Severity
from jixiao.money import SCALES, convert


@check(
    code="NA57",
    title="情况说明里一项的预算数与表不符",
    says="情况说明写“{item}” {stated}{unit}，{title}是 {printed}{of_table}{hint}",
    suggests="核对情况说明和表，改正写错的一处",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="N01",
)
def budget_of_item(dossier: Dossier) -> Iterator[Breach]:
    """The budget of an item (项) that no row of its name prints for this year."""
    budget, paper = dossier.narrative()
    for match, evidence in paper.find(_BUDGETED):
        if match["year"] not in (None, str(budget.fiscal_year)):
            continue
        rows = list(_rows_of(budget, match["item"]))
        stated = convert(read_number(match["amount"]), match["unit"], "元")
        if not rows or any(_agrees(stated, now, match) for _, _, now, _ in rows):
            continue
        title, unit, now, before = rows[0]
        is_of_last_year = any(_agrees(stated, then, match) for *_, then in rows if then)
        yield Breach(
            evidence,
            "budget.figures",
            item=match["item"],
            stated=match["amount"],
            unit=match["unit"],
            title=title,
            printed=convert(now, "元", unit),
            of_table=unit,
            hint="；写的是上年的数" if is_of_last_year and before else "",
        )


_Row = tuple[str, str, Decimal, Decimal | None]
"""The title and the unit of a table, and what a row prints of this year and of last, in yuan."""
_BUDGETED = re.compile(
    rf"\(款\)(?P<item>[^(),，。;；\d]{{2,40}})\(项\)[,，:]?(?:(?P<year>20\d{{2}})年)?(?:预算数?|支出|安排)?(?:预算)?(?:为|是|安排)?"
    rf"(?P<amount>{NUMBER})(?P<unit>万元|元)"
)


def _agrees(stated: Decimal, printed: Decimal, match: re.Match[str]) -> bool:
    """Whether an amount is the printed one, to the last digit that the narrative prints."""
    in_unit = convert(printed, "元", match["unit"])
    return rounded_like(in_unit, match["amount"]) == convert(
        stated, "元", match["unit"]
    )


def _rows_of(budget: Budget, item: str) -> Iterator[_Row]:
    """The rows of an item in the tables of the general budget and of the funds."""
    for code in ("T2", "T5", "T9"):
        printed = table(budget, code)
        if printed is None or printed.money_unit not in SCALES:
            continue
        for row in printed.rows:
            now = cell(row, "合计")
            if plain_name(row) == chinese.key(item) and now is not None:
                then = last_year(row, budget.fiscal_year)
                unit = printed.money_unit
                yuan = [
                    None if amount is None else convert(amount, unit, "元")
                    for amount in (now, then)
                ]
                yield printed.title, unit, yuan[0] or Decimal(0), yuan[1]
