"""表空着，说明里却有数。"""

from collections.abc import Iterator

from jixiao.budgets import Budget, number_of
from jixiao.checks import check
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
def blank_table_stated(budget: Budget) -> Iterator[Breach]:
    for table in budget.tables:
        concepts = _CONCEPTS_OF.get(table.code, ())
        figure = next(
            (stated for stated in budget.figures if stated.concept in concepts), None
        )
        if figure and not table.rows:
            yield Breach(
                (table.evidence, figure.evidence),
                "budget.tables",
                Severity.ERROR if number_of(figure.amount) else None,
                title=table.title,
                printed=f"{figure.amount}{figure.unit}",
            )


_CONCEPTS_OF = {"T4": ("“三公”经费", "三公经费"), "T5": ("政府性基金预算",)}
"""The concepts of the narrative that state what a table prints, by the table's code."""
