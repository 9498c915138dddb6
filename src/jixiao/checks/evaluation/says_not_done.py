"""样样达到，却说没有完成。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.rubric_points import number_for_target
from jixiao.evaluation import direction
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


@check(
    code="EV35",
    title="样样达到，却说没有完成",
    says="完成情况写“{said}”，表里各项指标却都达到、都是满分",
    suggests="核对完成情况和各项指标的完成值、得分，改正写错的一处",
    severity=Severity.WARNING,
    basis="财预〔2020〕10号",
    rule="E16",
)
def says_not_done(table: TargetTable) -> Iterator[Breach]:
    text = chinese.key(table.objective_achieved or "")
    said = _NOT_DONE.search(text)
    rows = [row for row in table.indicators if not row.not_applicable]
    has_points = [row for row in rows if row.weight is not None]
    if said and has_points and all(_is_done(row) for row in rows):
        evidence = table.evidence.get("objective_achieved")
        yield Breach(evidence, "objective_achieved", said=said[0])


_NOT_DONE = re.compile(
    r"[\u4e00-\u9fff]{0,12}(?:未(?:能|全部|按期|按时|完全)?(?:完成|达到|达标|实现)|没有完成|尚未完成)(?!的)"
)


def _is_done(row: Indicator) -> bool:
    """Whether a row has all its points, and a number that reaches the target where both have one."""
    if row.score is None or row.score != row.weight or row.actual is None:
        return False
    if row.target.number is None or row.actual.number is None:
        return True
    number = number_for_target(row.target, row.actual)
    bound, _ = direction(row)
    return number is not None and bound.holds(number, row.target.number)
