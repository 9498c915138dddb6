"""自评的指标与批复的目标不同。"""

from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import Dossier, check
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


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
    own, promised = _rows(table), _rows(approved)
    gone = [row for key, row in promised.items() if key not in own]
    new = [row for key, row in own.items() if key not in promised]
    changed = [
        (promised[key], row)
        for key, row in own.items()
        if key in promised and _value(row) != _value(promised[key])
    ]
    differences = [f"少了“{row.name} {row.target.text}”" for row in gone]
    differences += [f"多了“{row.name} {row.target.text}”" for row in new]
    differences += [
        f"“{row.name}”由 {before.target.text} 改为 {row.target.text}" for before, row in changed
    ]
    if differences:
        rows = [*new, *(row for _, row in changed)] or list(own.values())
        yield Breach(
            (row.evidence for row in rows),
            "indicators",
            project_name=table.project_name,
            differences=differences,
        )


def _rows(table: TargetTable) -> dict[str, Indicator]:
    """Give the rows by name; the value is all that may tell rows of one name apart."""
    rows: dict[str, Indicator] = {}
    for row in table.indicators:
        if not row.not_applicable:
            key = chinese.key(row.name)
            rows[f"{key} {_value(row)}" if key in rows else key] = row
    return rows


def _value(row: Indicator) -> object:
    """Compare what a value says, not how it is printed: 2万份 is 20000份."""
    target = row.target
    if target.deadline or target.number is None:
        return target.deadline or chinese.key(target.text)
    return target.in_base_units(), target.bound
