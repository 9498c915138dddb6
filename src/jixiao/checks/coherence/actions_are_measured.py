"""目标说了的事没有指标。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.costs import COST
from jixiao.checks.objectives import objective_text
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.money import SCALES, convert
from jixiao.targets import Indicator, TargetTable


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
        chinese.key(row.name + row.target.text)
        for row in table.indicators
        if not _is_all_the_money(table, row)
    )
    promised: list[str] = []
    only_named: list[str] = []
    for action in _ACTIONS:
        mentions = [
            mention
            for mention in words(action).finditer(text)
            if mention[0] not in _SAY_ONLY_WHO
        ]
        if not mentions or words(action).search(measured):
            continue
        counted = any(_COUNTED.match(text, mention.end()) for mention in mentions)
        (promised if counted else only_named).append(f"“{mentions[0][0]}”")
    if not promised:
        only_named += _works_without_row(text, table)
    at = (table.evidence.get("objective"), table.indicators[0].evidence)
    if promised:
        yield Breach(at, "objective", actions=promised)
    if only_named:
        yield Breach(at, "objective", Severity.ADVICE, actions=only_named)


def _works_without_row(text: str, table: TargetTable) -> Iterator[str]:
    """Printed matter and things bought in a number that no row counts or names: 编印手册3000册."""
    units = {row.target.unit or "" for row in table.indicators}
    named = "".join(chinese.key(row.name) for row in table.indicators)
    for match in _WORK.finditer(text):
        is_named = match["thing"][-_LAST:] in named
        if match["unit"] not in units and not is_named:
            yield f"“{match[0]}”"


_LAST = 2
"""The last characters of a thing are what it is: 经办业务手册."""
_WORK = re.compile(
    r"(?:编印|印制|印发|制作|购置|采购|配备|新建|改造|安装|维修)(?P<thing>[\u4e00-\u9fff]{2,12}?)"
    r"\d[\d.]*万?(?P<unit>册|份|本|台|套|个|座|处|辆|件|张|块)"
)


def _is_all_the_money(table: TargetTable, row: Indicator) -> bool:
    """Whether a cost row names the project's whole money: it lists what it is for, and measures none."""
    value = row.target.in_base_units()
    if row.aspect not in COST or value is None or table.money_unit not in SCALES:
        return False
    yuan, unit = value
    wholes = (convert(total, table.money_unit, "元") for total in table.funding.totals)
    return unit == "元" and yuan in wholes


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
_SAY_ONLY_WHO = ("困难", "低保", "特困")
"""Words that say who is helped; they are no action of their own."""
_COUNTED = re.compile(
    r"[\u4e00-\u9fff]{0,6}\d+(?:\.\d+)?(?:万|亿)?(?:期|次|场|人|台|套|个|家|份|名|批)"
)
