"""目标说了的事没有指标。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.objectives import objective_text
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="CH11",
    title="目标说了的事没有指标",
    says="目标说到{actions}，没有一条指标说到",
    suggests="为目标里每件主要的事设一条指标，或从目标里删去",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="I18",
)
def actions_are_measured(table: TargetTable) -> Iterator[Breach]:
    """A counted action (培训3期) is a promise and a warning; one only named is advice."""
    if not table.indicators:
        return
    text = chinese.key(objective_text(table))
    measured = "".join(
        chinese.key(row.name + row.target.text) for row in table.indicators
    )
    promised: list[str] = []
    only_named: list[str] = []
    for action in _ACTIONS:
        mentions = list(words(action).finditer(text))
        if not mentions or words(action).search(measured):
            continue
        counted = any(_COUNTED.match(text, mention.end()) for mention in mentions)
        (promised if counted else only_named).append(f"“{mentions[0][0]}”")
    at = (table.evidence.get("objective"), table.indicators[0].evidence)
    if promised:
        yield Breach(at, "objective", actions=promised)
    if only_named:
        yield Breach(at, "objective", Severity.ADVICE, actions=only_named)


_ACTIONS = (
    "act_training",
    "act_publicity",
    "act_inspection",
    "act_system",
    "act_payment",
    "act_purchase",
    "act_assistance",
    "act_enrolment",
)
_COUNTED = re.compile(
    r"[\u4e00-\u9fff]{0,6}\d+(?:\.\d+)?(?:万|亿)?(?:期|次|场|人|台|套|个|家|份|名|批)"
)
