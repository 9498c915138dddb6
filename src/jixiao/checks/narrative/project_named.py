"""情况说明列的项目表里没有。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.budgets import BudgetTable, Figure, number_of
from jixiao.checks import Dossier, check
from jixiao.checks.budget_cells import cell, grand_total, plain_name, table
from jixiao.checks.likeness import bigrams, share
from jixiao.findings import Breach, Severity


@check(
    code="NA51",
    title="情况说明列的项目表里没有",
    says="情况说明写“{name} {stated}{unit}”，{title}里这个数的项目是“{printed}”",
    suggests="核对项目名称，两处写成一样",
    severity=Severity.WARNING,
    basis="财预〔2016〕143号",
    rule="P05",
)
def project_named(dossier: Dossier) -> Iterator[Breach]:
    """An amount of one project of the table, under a name that shares little with that project's."""
    budget, _ = dossier.narrative()
    printed = table(budget, "T10")
    subjects = [
        plain_name(row)
        for each in budget.tables
        for row in each.rows
        if row.subject_code
    ]
    for figure in budget.figures if printed else ():
        is_subject = any(
            name.startswith(chinese.key(figure.concept)) for name in subjects
        )
        name = _project_of(figure, printed) if printed and not is_subject else None
        if printed and name:
            yield Breach(
                (figure.evidence, printed.evidence),
                "budget.figures",
                name=figure.concept,
                stated=figure.amount,
                unit=figure.unit,
                title=printed.title,
                printed=name,
            )


_ALIKE = 0.3
_NO_PROJECT = re.compile(
    r"支出|收入|经费合计|预算|资金|总额|总计|合计|结转|货物|服务|工程|机关运行|公务|出国|接待"
)


def _project_of(figure: Figure, printed: BudgetTable) -> str | None:
    """The one project of a figure's amount, where it is called otherwise."""
    amount = number_of(figure.amount)
    concept = chinese.key(figure.concept)
    is_project = not figure.direction and figure.unit == printed.money_unit
    if not is_project or not amount or _NO_PROJECT.search(concept):
        return None
    total = grand_total(printed)
    names = [
        plain_name(row)
        for row in printed.rows
        if row is not total and cell(row, printed.columns[0]) == amount
    ]
    if len(names) != 1 or share(bigrams(concept), bigrams(names[0])) >= _ALIKE:
        return None
    return names[0]
