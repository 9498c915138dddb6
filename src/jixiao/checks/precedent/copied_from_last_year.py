"""照搬上年。"""

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao import chinese
from jixiao.checks import Dossier, check
from jixiao.checks.objectives import objective_text
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="PR02",
    title="照搬上年",
    says="{count} 条指标除年份外与上年一字不差{objective}",
    suggests="按今年的任务重写目标和指标",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="P02",
)
def copied_from_last_year(
    dossier: Dossier, *, alike: Decimal, least: int
) -> Iterator[Breach]:
    for table, before in dossier.with_last_year():
        rows, rows_before = _rows(table), _rows(before)
        same = [row for row in rows if row in rows_before]
        longer = max(len(rows), len(rows_before))
        if len(rows) >= least and len(same) >= alike * longer:
            objective = _without_years(objective_text(table))
            copied = objective and objective == _without_years(objective_text(before))
            yield Breach(
                [
                    table.evidence.get("objective"),
                    *(row.evidence for row in table.indicators),
                ],
                "indicators",
                project_name=table.project_name,
                count=len(same),
                objective="，目标文字也相同" if copied else "",
            )


_YEAR = re.compile(r"20\d{2}")


def _without_years(text: str) -> str:
    return _YEAR.sub("", chinese.key(text))


def _rows(table: TargetTable) -> list[tuple[str, str]]:
    """The name and the value of each row, without years."""
    rows = table.indicators
    return [(_without_years(row.name), _without_years(row.target.text)) for row in rows]
