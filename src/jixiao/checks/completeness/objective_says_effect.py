"""目标文字只说花钱。"""

from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.objectives import objective_text
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="CO08",
    title="目标文字只说花钱",
    says="目标文字“{begins}”没有说要做到什么、有什么效果",
    suggests="写明预期的产出和效果：做多少，惠及谁，改善什么",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="G17",
)
def objective_says_effect(table: TargetTable) -> Iterator[Breach]:
    text = chinese.squeeze(objective_text(table))
    if words("spending").search(text) and not words("effects").search(text):
        begins = text[:_WORDS_SHOWN]
        yield Breach(table.evidence.get("objective"), "objective", begins=begins)


_WORDS_SHOWN = 20
