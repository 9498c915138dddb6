"""比率的名称里带着动词。"""

from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="VA19",
    title="比率的名称里带着动词",
    says="{names} 的名称带着“{verb}”，不是一个比率的名称",
    suggests="删去动词，写成“……率”",
    severity=Severity.ADVICE,
    basis="财预〔2021〕101号",
    rule="V11",
)
def verb_in_rate_name(table: TargetTable) -> Iterator[Breach]:
    found = [
        (row, verb[0])
        for row in table.indicators
        if chinese.key(row.name).endswith("率")
        and (verb := words("verbs_before_rates").match(chinese.key(row.name)))
    ]
    if found:
        yield Breach(
            (row.evidence for row, _ in found),
            "indicators",
            names=[f"“{row.name}”" for row, _ in found],
            verb="、".join(dict.fromkeys(verb for _, verb in found)),
        )
