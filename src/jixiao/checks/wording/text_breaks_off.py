"""绩效目标文字不完整。"""

from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.objectives import objective_text
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="WO01",
    title="绩效目标文字不完整",
    says="绩效目标{fault}",
    suggests="补全目标文字，以句号结束；过长的删去背景，只写目标",
    severity=Severity.ADVICE,
    basis="财预〔2015〕88号",
    rule="G15",
)
def text_breaks_off(table: TargetTable, *, longest: int) -> Iterator[Breach]:
    text = chinese.squeeze(objective_text(table))
    at = table.evidence.get("objective")
    if text and text[-1] not in _ENDS:
        fault = f"以“{text[-_WORDS_SHOWN:]}”结束，像没有写完"
        yield Breach(at, "objective", fault=fault)
    if len(text) > longest:
        yield Breach(at, "objective", fault=f"有 {len(text)} 字，多于 {longest} 字")


_ENDS = "。！；;.!”）)"
_WORDS_SHOWN = 8
