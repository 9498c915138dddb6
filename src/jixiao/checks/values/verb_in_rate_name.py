"""比率的名称里带着动词。"""

from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.in_words import is_rate_in_words
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


@check(
    code="VA19",
    title="比率的名称里带着动词",
    says="{names}的名称带着“{verb}”，不是一个比率的名称",
    suggests="删去动词，写成“……率”",
    severity=Severity.ADVICE,
    basis="财预〔2021〕101号",
    rule="V11",
)
def verb_in_rate_name(table: TargetTable) -> Iterator[Breach]:
    rows: list[Indicator] = []
    verbs: list[str] = []
    for row in table.indicators:
        name = chinese.key(row.name)
        verb = words("verbs_before_rates").match(name)
        if verb and name.endswith("率") and not is_rate_in_words(row):
            rows.append(row)
            verbs.append(verb[0])
    if rows:
        yield Breach(
            (row.evidence for row in rows),
            "indicators",
            names=[f"“{row.name}”" for row in rows],
            verb="、".join(dict.fromkeys(verbs)),
        )
