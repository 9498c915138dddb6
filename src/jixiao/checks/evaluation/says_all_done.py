"""有没有完成的，却说全部完成。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.rubric_points import is_unmet, scored
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="EV27",
    title="有没有完成的，却说全部完成",
    says="完成情况写“{said}”，可是{problems}",
    suggests="按各项指标的完成值写完成情况",
    severity=Severity.WARNING,
    basis="财预〔2020〕10号",
    rule="E16",
)
def says_all_done(table: TargetTable) -> Iterator[Breach]:
    match = _ALL_DONE.search(chinese.key(table.objective_achieved or ""))
    unmet = [row for _, row, weight, _ in scored(table) if is_unmet(row, weight)]
    if match and unmet:
        yield Breach(
            (
                table.evidence.get("objective_achieved"),
                *(row.evidence for row in unmet),
            ),
            "objective_achieved",
            said=match[0],
            problems=[f"“{row.name}”没有完成" for row in unmet],
        )


_ALL_DONE = re.compile(
    r"(?:全面|全部|圆满)(?:完成|实现|达到|达成)|(?:各项|所有)(?:绩效)?(?:指标|目标)(?:任务)?(?:均|都|已|全部)+(?:完成|实现|达到|达成|达标)"
)
