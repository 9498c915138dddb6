"""说没有，表里却有数。"""

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao.budgets import BudgetTable
from jixiao.checks import Dossier, check
from jixiao.checks.budget_cells import cell, is_inferred, table
from jixiao.checks.paper import Paper
from jixiao.findings import Breach, Severity


@check(
    code="NA32",
    title="说没有，表里却有数",
    says="情况说明写“{words}”，{title}却印着 {printed}{unit}",
    suggests="核对说明和表，改正写错的一处",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="N01",
)
def said_none(dossier: Dossier) -> Iterator[Breach]:
    budget, paper = dossier.narrative()
    chapter = budget.chapters.get("情况说明")
    start = chapter.lines[0] if chapter and chapter.lines else 0
    for match, evidence in paper.find(_NONE):
        if not evidence.lines or evidence.lines[0] < start:
            continue
        for code in _TABLES[match["kind"]]:
            printed = table(budget, code)
            amount = _of_this_year(printed, paper) if printed else None
            if printed and amount:
                yield Breach(
                    (evidence, printed.evidence),
                    "budget.tables",
                    said=match["kind"],
                    words=evidence.quote,
                    title=printed.title,
                    printed=amount,
                    unit=printed.money_unit,
                )


_NONE = re.compile(
    r"(?:没有|无)(?:使用|安排)?(?P<kind>政府性基金|国有资本经营)预算?(?:财政)?(?:拨款)?(?:安排的)?(?:收入)?[和、及]?支出?"
)
_TABLES = {"政府性基金": ("F8", "T5"), "国有资本经营": ("F9", "T9")}


def _of_this_year(printed: BudgetTable, paper: Paper) -> Decimal | None:
    """The largest amount of this year in a table's first row; None where it prints none.

    Where cells were put into columns by sums alone, an amount may be of another column: it is of this
    year only if no head says otherwise.
    """
    if not printed.rows:
        return None
    row = printed.rows[0]
    title, first = printed.evidence.lines, row.evidence.lines
    if is_inferred(printed) and (not title or not first):
        return None
    heads = paper.between(title[0], first[0]) if title and first else ""
    columns = [
        column
        for column in printed.columns
        if (is_inferred(printed) and not _OF_LAST_YEAR.search(heads))
        or not _OF_LAST_YEAR.search(column)
    ]
    amounts = (cell(row, column) for column in columns)
    return max((amount for amount in amounts if amount), default=None)


_OF_LAST_YEAR = re.compile(r"上年|执行数|增减|年初|年末|%")
