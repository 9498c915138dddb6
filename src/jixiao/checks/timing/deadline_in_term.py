"""完成期限在项目期以外。"""

import re
from collections.abc import Iterator
from datetime import date

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.period import is_a_day, last_day
from jixiao.targets import TargetTable


@check(
    code="TI16",
    title="完成期限在项目期以外",
    says="“{name}”的期限“{stated}”不在项目期“{term}”之内",
    suggests="核对期限和项目期，改正写错的一处",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="K02 G10",
)
def deadline_in_term(table: TargetTable) -> Iterator[Breach]:
    """Only of a term of months within the form's year; other years are asked by TI02."""
    term = _months(table.term or "")
    year = table.fiscal_year
    if term is None or not year or not term[0].year <= year <= term[1].year:
        return
    first, last = term
    for index, row in enumerate(table.indicators):
        deadline = row.target.deadline
        day = last_day(deadline) if deadline and is_a_day(deadline) else None
        if day and day.year == year and not first <= day <= last:
            yield Breach(
                (row.evidence, table.evidence.get("term")),
                CellPath.in_row(index, "target"),
                name=row.name,
                stated=row.target.text,
                term=table.term,
            )


_MONTH = re.compile(r"(?<!\d)(20\d{2})\s*[年./-]\s*(0?[1-9]|1[0-2])(?!\d)")


def _months(term: str) -> tuple[date, date] | None:
    """The first and the last day of a term that is printed as two months."""
    months = [(int(year), int(month)) for year, month in _MONTH.findall(term)]
    if len(months) != len(("first", "last")) or months[0] > months[1]:
        return None
    (year, month), (last_year, last_month) = months
    return date(year, month, 1), last_day(f"{last_year}-{last_month:02}")
