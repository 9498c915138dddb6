"""金额格里写的不是一个数。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="CO17",
    title="金额格里写的不是一个数",
    says="{told}",
    suggests="改成一个数；数里夹了字母（O 与 0、l 与 1）的，或一格写了两个数的，分清再填",
    severity=Severity.ERROR,
    basis="财预〔2015〕88号",
    rule="G01",
)
def amount_unreadable(table: TargetTable) -> Iterator[Breach]:
    for note in table.notes:
        if note.code == "amount_unreadable" and isinstance(note.place, str):
            yield Breach(note.evidence, note.place, told=note.text)
