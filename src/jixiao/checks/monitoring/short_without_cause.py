"""全年预计完不成，没有勾原因，也没有说明。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.midyear import falls_short, followed
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="MO03",
    title="预计完不成而没有写明原因",
    says="“{name}”指标值 {target}，全年预计 {expected}，{lacking}",
    suggests="为“{name}”勾选偏差原因（经费、制度、人员、硬件条件、其他）并写原因说明",
    severity=Severity.ERROR,
    basis="财预〔2019〕136号",
    rule="M02",
)
def short_without_cause(table: TargetTable) -> Iterator[Breach]:
    """A form where nothing is ticked may have nothing to tick: there the reason is enough."""
    rows = followed(table)
    has_ticks = any(row.causes for row in rows)
    for row in rows:
        lacking: list[str] = []
        if not row.causes and (has_ticks or not row.reason):
            lacking.append("没有勾偏差原因")
        if not row.reason:
            lacking.append("没有原因说明")
        if lacking and row.expected and falls_short(row):
            yield Breach(
                row.evidence,
                name=row.name,
                target=row.target.text,
                expected=row.expected.text,
                lacking="，".join(lacking),
            )
