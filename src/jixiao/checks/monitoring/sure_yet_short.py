"""写了确定能完成，全年预计却达不到指标值。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.midyear import LIKELY, falls_short, followed
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="MO04",
    title="写了确定能完成，预计却完不成",
    says="“{name}”写的是确定能，全年预计 {expected} 达不到指标值 {target}",
    suggests="核对“{name}”的全年预计；确实达不到的，改为有可能或完全不可能，并写原因",
    severity=Severity.ERROR,
    basis="财预〔2019〕136号",
    rule="M02",
)
def sure_yet_short(table: TargetTable) -> Iterator[Breach]:
    for row in followed(table):
        if row.likelihood == LIKELY and row.expected and falls_short(row):
            yield Breach(
                row.evidence,
                name=row.name,
                expected=row.expected.text,
                target=row.target.text,
            )
