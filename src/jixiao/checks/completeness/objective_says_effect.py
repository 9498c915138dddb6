"""目标文字只说花钱。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.objectives import objective_text
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="CO08",
    title="目标文字没有说效果",
    says="目标文字“{begins}”{fault}",
    suggests="写明预期的产出和效果：做多少，惠及谁，改善什么",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="G17",
)
def objective_says_effect(table: TargetTable) -> Iterator[Breach]:
    text = chinese.squeeze(objective_text(table))
    at, begins = table.evidence.get("objective"), text[:_WORDS_SHOWN]
    says_effect = words("effects").search(text) or words("outcomes").search(text)
    if words("spending").search(text) and not says_effect:
        fault = "没有说要做到什么、有什么效果"
        yield Breach(at, "objective", begins=begins, fault=fault)
    elif len(_WORKS.findall(text)) >= _SEVERAL and not words("outcomes").search(text):
        fault = "列了几件要做的事，没有说有什么效果"
        yield Breach(at, "objective", Severity.ADVICE, begins=begins, fault=fault)


_WORDS_SHOWN = 20
_WORKS = re.compile(
    r"\d[\d.]*[万亿]?(?:场|期|次|份|册|家|台|套|个|条|人次|人|名|处|米|公里|平方米)"
)
"""Works with their counts: 培训8期, 印制5万册."""
_SEVERAL = 2
