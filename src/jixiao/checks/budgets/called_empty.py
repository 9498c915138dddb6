"""表注说本表为空，表里却有数。"""

import re
from collections.abc import Iterator

from jixiao.budgets import BudgetTable
from jixiao.checks import Dossier, check
from jixiao.checks.budget_cells import cell
from jixiao.findings import Breach, Severity


@check(
    code="BU20",
    title="表注说本表为空，表里却有数",
    says="{title}下面注着“{note}”，表里却有 {count} 行有数",
    suggests="删去表注，或核对表里的数",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="B15",
)
def called_empty(dossier: Dossier) -> Iterator[Breach]:
    """The note just behind the last row that prints an amount, before any further table."""
    budget, paper = dossier.narrative()
    starts = [each.evidence.lines[0] for each in budget.tables if each.evidence.lines]
    for printed in budget.tables:
        last = _last_line(printed)
        if last is None:
            continue
        end = min((start for start in starts if start > last), default=last + _LINES)
        behind = paper.between(last + 1, min(end, last + _LINES))
        note = _EMPTY.search(behind)
        if note:
            rows = [row for row in printed.rows if row.amounts]
            yield Breach(
                (printed.evidence, rows[-1].evidence),
                f"budget.tables.{printed.code}",
                title=printed.title,
                note=note[0].strip("。:"),
                count=len(rows),
            )


_LINES = 3
_EMPTY = re.compile(
    r"(?:注:?|备注:?|说明:?)[^。]{0,60}(?:本表|此表)(?:为空|无数据|为空表|无数)[^。]{0,10}。?"
)


def _last_line(printed: BudgetTable) -> int | None:
    """The last line of a table's rows that print an amount; None where it prints none but nought."""
    lines = [
        row.evidence.lines[1]
        for row in printed.rows
        if row.evidence.lines and any(cell(row, column) for column in row.amounts)
    ]
    return max(lines, default=None)
