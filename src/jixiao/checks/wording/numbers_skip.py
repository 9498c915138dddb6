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
    numbers = [_read_number(item.number) for item in items]
    missing = [
        number for number in range(1, max(numbers, default=0)) if number not in numbers
    ]
    if missing:
        yield Breach(
            table.evidence.get("objective"),
            "objective",
            numbers=numbers,
            missing=missing,
        )


def _read_number(printed: str) -> int:
    """A number in digits or Chinese numerals; 0 for what is neither."""
    if printed.isdecimal():
        return int(printed)
    return chinese.read_numeral(printed) or 0
