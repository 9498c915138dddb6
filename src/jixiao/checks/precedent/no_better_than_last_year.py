"""指标值没有比上年提高。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import Dossier, check
from jixiao.checks.printed_values import quoted
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.quantity import TargetValue
from jixiao.targets import Indicator


@check(
    code="PR03",
    title="指标值没有比上年提高",
    says="{count} 条比率没有高过上年已经达到的：{names}",
    suggests="上年已经达到的，今年适当提高，或说明为什么维持",
    severity=Severity.ADVICE,
    basis="财预〔2021〕101号",
    rule="V18",
)
def no_better_than_last_year(dossier: Dossier, *, full: int) -> Iterator[Breach]:
    for table in dossier.tables:
        same: list[Indicator] = []
        for row in table.indicators:
            last_year = dossier.last_year_row(table, row)
            if last_year and _is_no_better(row, last_year[1], full):
                same.append(row)
        if same:
            yield Breach(
                (row.evidence for row in same),
                "indicators",
                project_name=table.project_name,
                count=len(same),
                names=[quoted(row) for row in same],
            )


def _is_no_better(row: Indicator, row_before: Indicator, full: int) -> bool:
    """Compare with what was reached last year, else with what was aimed at.

    A target below last year's target is another check's.
    """
    if words("less_is_better").search(row.name):
        return False
    now, aimed = _rate(row.target), _rate(row_before.target)
    reached = _rate(row_before.actual or row_before.target)
    if now is None or aimed is None or reached is None:
        return False
    return now < full and aimed <= now <= reached


def _rate(value: TargetValue) -> Decimal | None:
    """The number of a value in per cent; None for any other value."""
    return value.number if value.unit == "%" else None
