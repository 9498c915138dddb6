"""绩效目标编号不连续。"""

from collections.abc import Iterator, Sequence

from jixiao import chinese
from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import ObjectiveItem, TargetTable


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
    for numbers in _levels(items):
        last = max(numbers, default=0)
        missing = [number for number in range(1, last) if number not in numbers]
        if missing:
            yield Breach(
                table.evidence.get("objective"),
                "objective",
                numbers=numbers,
                missing=missing,
            )


def _levels(items: Sequence[ObjectiveItem]) -> Iterator[list[int]]:
    """The numbers of each level; where the parts below run on from one to the next, of all."""
    yield [_read_number(item.number) for item in items]
    running: list[int] = []
    for item in items:
        inner = [_read_number(part.number) for part in item.items]
        if inner and inner[0] == 1 and running:
            yield running
            running = []
        running += inner
        for part in item.items:
            if part.items:
                yield from _levels(part.items)
    yield running


def _read_number(printed: str) -> int:
    """A number in digits or Chinese numerals; 0 for what is neither."""
    if printed.isdecimal():
        return int(printed)
    return chinese.read_numeral(printed) or 0
