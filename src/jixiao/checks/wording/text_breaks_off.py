"""绩效目标文字不完整。"""

from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="WO01",
    title="绩效目标文字不完整",
    says="绩效目标以“{ending}”结束，像没有写完",
    suggests="补全目标文字，以句号结束",
    severity=Severity.ADVICE,
    basis="财预〔2015〕88号",
    rule="G15",
)
def text_breaks_off(table: TargetTable) -> Iterator[Breach]:
    text = chinese.squeeze(table.objective.text) if table.objective else ""
    if text and text[-1] not in "。！；;.!”）)":
        yield Breach(table.evidence.get("objective"), "objective", ending=text[-8:])
