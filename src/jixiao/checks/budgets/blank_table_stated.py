"""表空着，说明里却有数。"""

from collections.abc import Iterator

from jixiao.budgets import Budget, BudgetTable, Figure, number_of
from jixiao.checks import CannotCheck, Dossier, check
from jixiao.findings import Breach, Severity


@check(
    code="BU09",
    title="表空着，说明里却有数",
    says="{title}空着，情况说明却写 {printed}",
    suggests="补填表；金额是零的，表里填零或写明没有",
    severity=Severity.WARNING,
    basis="财预〔2016〕143号",
    rule="B14 B15",
)
def blank_table_stated(dossier: Dossier) -> Iterator[Breach]:
    budget, _ = dossier.narrative()
    for table in budget.tables:
        figure = None if table.rows else _figure_of(table, budget)
        if figure is None:
            continue
        if _is_only_listed(table):
            message = f"只读到“{table.title}”这几个字，没有读到表，是否空着请对照原件"
            raise CannotCheck(message)
        if _has_unread_lines(table, dossier):
            message = f"{table.title}里有没有读懂的内容，是否空着请对照原件"
            raise CannotCheck(message)
        yield Breach(
            (table.evidence, figure.evidence),
            "budget.tables",
            Severity.ERROR if number_of(figure.amount) else None,
            title=table.title,
            printed=f"{figure.amount}{figure.unit}",
        )


_CONCEPTS_OF = {"T4": ("“三公”经费", "三公经费"), "T5": ("政府性基金预算",)}
"""The concepts of the narrative that state what a table prints, by the table's code."""
_WORDS_OF = {
    "F7": "三公",
    "F8": "政府性基金预算财政拨款",
    "F9": "国有资本经营预算财政拨款",
}
"""Words in the concepts of final accounts that state what a table prints, where it is not nothing."""
_UNITS = ("万元", "元", "亿元")
_CLOSE_BEHIND = 12
"""How many lines behind its title a table's rows may stand."""


def _figure_of(table: BudgetTable, budget: Budget) -> Figure | None:
    """The first figure of the narrative that states what a table should print."""
    concepts, words = _CONCEPTS_OF.get(table.code, ()), _WORDS_OF.get(table.code)
    for figure in budget.figures:
        if figure.concept in concepts:
            return figure
        is_amount = figure.unit in _UNITS and not figure.direction
        if words and words in figure.concept and is_amount and number_of(figure.amount):
            return figure
    return None


def _is_only_listed(table: BudgetTable) -> bool:
    """Whether a table may be a line of a list of contents: it prints no unit and takes one line."""
    first, last = table.evidence.lines or (0, 0)
    return first == last and any(
        note.code == "unit_not_printed" for note in table.notes
    )


def _has_unread_lines(table: BudgetTable, dossier: Dossier) -> bool:
    """Whether a line close behind a table's title is unread, which may be a row of it."""
    first = table.evidence.lines[0] if table.evidence.lines else 0
    lines = (each.evidence.lines for each in dossier.reading.unread)
    return any(
        first <= start <= first + _CLOSE_BEHIND for start, _ in filter(None, lines)
    )
