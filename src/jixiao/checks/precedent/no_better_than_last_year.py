"""指标值没有比上年提高。"""

from collections.abc import Iterator

from jixiao.checks import Dossier, check
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
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
        same = [
            row
            for row in table.indicators
            if (found := dossier.last_year_row(table, row)) and _no_better(row, found[1], full)
        ]
        if same:
            yield Breach(
                (row.evidence for row in same),
                "indicators",
                project_name=table.project_name,
                count=len(same),
                names=[f"“{row.name} {row.target.text}”" for row in same],
            )


def _no_better(row: Indicator, then: Indicator, full: int) -> bool:
    """Compare with what was reached last year, else with what was aimed at.

    A target below last year's target is another check's.
    """
    now, aimed, reached = row.target, then.target, then.actual or then.target
    if {now.unit, aimed.unit, reached.unit} != {"%"} or words("less_is_better").search(row.name):
        return False
    if now.number is None or aimed.number is None or reached.number is None:
        return False
    return now.number < full and aimed.number <= now.number <= reached.number
