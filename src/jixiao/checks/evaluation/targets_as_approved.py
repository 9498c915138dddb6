"""自评的指标与批复的目标不同。"""

from collections.abc import Iterator

from jixiao.checks import Dossier, check
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable, compare_rows


@check(
    code="EV17",
    title="自评的指标与批复的目标不同",
    says="自评表与批复的目标不同：{differences}",
    suggests="按批复的指标和指标值自评；年中调整过目标的，附上调整的批复",
    severity=Severity.ERROR,
    basis="财预〔2015〕88号",
    rule="E12",
)
def targets_as_approved(dossier: Dossier) -> Iterator[Breach]:
    for table in dossier.tables:
        if table.evaluated:
            yield from _compare(table, dossier.approved(table))


def _compare(table: TargetTable, approved: TargetTable) -> Iterator[Breach]:
    """The rows that are gone, new or changed; where all that differ are gone, every row is shown."""
    changes = compare_rows(approved, table)
    differences = [f"少了“{row.name} {row.target.text}”" for row in changes.gone]
    differences += [f"多了“{row.name} {row.target.text}”" for row in changes.new]
    differences += [
        f"“{row.name}”由 {before.target.text} 改为 {row.target.text}"
        for before, row in changes.changed
    ]
    if differences:
        rows = [*changes.new, *(row for _, row in changes.changed)]
        rows = rows or [row for row in table.indicators if not row.not_applicable]
        yield Breach(
            (row.evidence for row in rows),
            "indicators",
            project_name=table.project_name,
            differences=differences,
        )
