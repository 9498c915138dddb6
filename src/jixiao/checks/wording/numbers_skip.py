"""绩效目标编号不连续。"""

from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="WO02",
    title="绩效目标编号不连续",
    says="绩效目标编号 {numbers}，缺 {missing}",
    suggests="核对是漏了一条还是编错了号",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="G16",
)
def numbers_skip(table: TargetTable) -> Iterator[Breach]:
    items = table.objective.items if table.objective else ()
    numbers = [
        int(i.number) if i.number.isdecimal() else chinese.read_numeral(i.number) or 0
        for i in items
    ]
    missing = [n for n in range(1, max(numbers, default=0)) if n not in numbers]
    if missing:
        yield Breach(table.evidence.get("objective"), "objective", numbers=numbers, missing=missing)
