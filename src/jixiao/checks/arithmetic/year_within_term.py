"""一年的数多于整个实施期的数。"""

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.amounts import named_counts
from jixiao.checks.costs import QUANTITY
from jixiao.checks.objectives import objective_text
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


@check(
    code="AR24",
    title="一年的数多于整个实施期的数",
    says="“{name}”本年度 {stated}，整个实施期才“{said}”",
    suggests="核对实施期目标和年度目标的数，一年的不应多于几年的",
    severity=Severity.ERROR,
    basis="财预〔2015〕88号",
    rule="G04",
)
def year_within_term(table: TargetTable) -> Iterator[Breach]:
    """Households seen so many times (家次) are no fewer than the households (家)."""
    match = _TERM.search(objective_text(table))
    if match is None:
        return
    for index, row in enumerate(table.indicators):
        said = _less_in_term(row, match["term"])
        if said:
            yield Breach(
                (row.evidence, table.evidence.get("objective")),
                CellPath.in_row(index, "target"),
                name=row.name,
                stated=row.target.text,
                said=said,
            )


_TERM = re.compile(
    r"(?:实施期|实施周期|中长期|中期|长期)(?:绩效)?(?:总体?)?目标[:：]?(?P<term>.{6,800}?)"
    r"(?:\n|(?:年度|当年)(?:绩效)?(?:总体)?目标)",
    re.DOTALL,
)
_A_YEAR = re.compile(r"每年|年均|当年")


def _less_in_term(row: Indicator, term: str) -> str | None:
    """What the term counts of a row's subject, where that is less than the year's number."""
    value = row.target.in_base_units()
    if (
        row.aspect != QUANTITY
        or value is None
        or row.target.others
        or _A_YEAR.search(term)
    ):
        return None
    number, unit = value
    stated: list[tuple[Decimal, str]] = [
        (count, printed)
        for count, of_unit, printed in named_counts(term, row.name)
        if of_unit in (unit, f"{unit}次")
    ]
    if not stated or max(count for count, _ in stated) >= number:
        return None
    return stated[0][1]
