"""指标值含糊。"""

import re
from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="VA08",
    title="指标值含糊",
    says="“{name}”用“{word}”，到时候无法判断是否达到",
    suggests="写成确定的数，或用“≥”“≤”",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V15",
)
def hedged(table: TargetTable) -> Iterator[Breach]:
    for index, row in enumerate(table.indicators):
        found = words("hedges").search(row.target.text) or re.search(r"约为?$", row.name)
        if found and row.target.number is not None:
            yield Breach(row.evidence, f"indicators[{index}].target", name=row.name, word=found[0])
