"""照搬上年。"""

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao import chinese
from jixiao.checks import Dossier, check
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
def copied_from_last_year(dossier: Dossier, *, alike: Decimal, least: int) -> Iterator[Breach]:
    for table, before in dossier.with_last_year():
        ours, theirs = _rows(table), _rows(before)
        same = [row for row in ours if row in theirs]
        if len(ours) >= least and len(same) >= alike * max(len(ours), len(theirs)):
            copied = _plain(_objective(table)) == _plain(_objective(before))
            yield Breach(
                [table.evidence.get("objective"), *(row.evidence for row in table.indicators)],
                "indicators",
                project_name=table.project_name,
                count=len(same),
                objective="，目标文字也相同" if copied and _objective(table) else "",
            )


_YEAR = re.compile(r"20\d{2}")


def _plain(text: str) -> str:
    return _YEAR.sub("", chinese.key(text))


def _objective(table: TargetTable) -> str:
    return table.objective.text if table.objective else ""


def _rows(table: TargetTable) -> list[tuple[str, str]]:
    return [(_plain(row.name), _plain(row.target.text)) for row in table.indicators]
