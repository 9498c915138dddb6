"""指标值没有比上年提高。"""

from collections.abc import Iterator

from jixiao.checks import Dossier, check
from jixiao.findings import Breach, Severity


@check(
    code="PR03",
    title="指标值没有比上年提高",
    says="{count} 条比率与上年相同：{names}",
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
            if (found := dossier.last_year_row(table, row))
            and row.target.unit == "%"
            and row.target.number is not None
            and row.target.number < full
            and row.target.number == found[1].target.number
        ]
        if same:
            yield Breach(
                (row.evidence for row in same),
                "indicators",
                project_name=table.project_name,
                count=len(same),
                names=[f"“{row.name} {row.target.text}”" for row in same],
            )
