"""不同项目的指标相同。"""

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations

from jixiao import chinese
from jixiao.checks import Dossier, check
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


@check(
    code="CH04",
    title="不同项目的指标相同",
    says="“{one}”与“{other}”有 {count} 条指标名称相近、指标值相同：{names}",
    suggests="按项目各自的内容重写指标，不要照搬",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="P01",
)
def copied_rows(dossier: Dossier, *, least: int = 2, alike: float = 0.7) -> Iterator[Breach]:
    for one, other in combinations(dossier.tables, 2):
        pairs = [
            (left, right)
            for left in _telling(one)
            for right in _telling(other)
            if _same(left, right, alike)
        ]
        if len(pairs) >= least:
            yield Breach(
                (row.evidence for pair in pairs for row in pair),
                "tables",
                one=one.project_name,
                other=other.project_name,
                count=len(pairs),
                names=[left.name for left, _ in pairs][:4],
            )


def _telling(table: TargetTable) -> list[Indicator]:
    """Give the rows that could only be alike by copying: no dates, no satisfaction, no 无."""
    return [
        row
        for row in table.indicators
        if not row.not_applicable and row.dimension != "满意度指标" and not row.target.deadline
    ]


def _same(left: Indicator, right: Indicator, alike: float) -> bool:
    """Say whether two rows have one value and nearly one name."""
    one, other = chinese.key(left.name), chinese.key(right.name)
    if (
        chinese.key(left.target.text) != chinese.key(right.target.text)
        or min(len(one), len(other)) < _LEAST_NAME
    ):
        return False
    return SequenceMatcher(None, one, other).ratio() >= alike


_LEAST_NAME = 6
