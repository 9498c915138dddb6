"""机关运行经费与公用经费不一致。"""

import re
from collections.abc import Iterator

from jixiao.budgets import Budget, BudgetTable, Figure, number_of
from jixiao.checks import Dossier, check
from jixiao.checks.budget_cells import (
    cell,
    in_coarser_unit,
    row_named,
    table,
)
from jixiao.findings import Breach, Severity


@check(
    code="NA06",
    title="机关运行经费与公用经费不一致",
    says="机关运行经费 {stated}{unit}，公用经费 {other}{unit}，相差 {gap}{unit}，没有说明",
    suggests="核对口径；机关运行经费就是行政单位的公用经费，另含其他资金的应说明",
    severity=Severity.WARNING,
    basis="财预〔2016〕143号",
    rule="N10",
)
def running_costs(dossier: Dossier) -> Iterator[Breach]:
    """Institutions below a department have office money and no running costs: less is advice."""
    budget, paper = dossier.narrative()
    figure = next(filter(_states_running_costs, budget.figures), None)
    printed, name, column = _office_money(budget)
    row = row_named(printed, name) if printed else None
    if figure is None or printed is None or row is None:
        return
    stated_amount, printed_amount = number_of(figure.amount), cell(row, column)
    if stated_amount is None or printed_amount is None:
        return
    stated, other, unit = in_coarser_unit(
        stated_amount, figure.unit, printed_amount, printed.money_unit
    )
    may_have_institutions = not _ALONE.search(paper.text)
    if stated != other:
        yield Breach(
            (figure.evidence, row.evidence),
            "budget.figures",
            Severity.ADVICE if stated < other and may_have_institutions else None,
            stated=stated,
            other=other,
            gap=abs(stated - other),
            unit=unit,
        )


_CONCEPT = re.compile(r"机关运行经费(?:财政拨款)?(?:支出|预算|决算)?数?$")
_ALONE = re.compile(
    r"[无没](?:有)?(?:独立核算的)?(?:下属|所属|二级)|(?:下属|所属|二级)[^。,;]{0,10}(?:无|没有|0个)"
)


def _states_running_costs(figure: Figure) -> bool:
    return bool(_CONCEPT.search(figure.concept)) and not figure.direction


def _office_money(budget: Budget) -> tuple[BudgetTable | None, str, str]:
    """The table, row and column of the money for the office: of final accounts, of a budget."""
    accounts = table(budget, "F6")
    if accounts:
        return accounts, "公用经费合计", "决算数"
    return table(budget, "T3"), "总计", "日常公用支出"
