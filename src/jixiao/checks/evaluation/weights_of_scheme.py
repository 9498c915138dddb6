"""各级分值与规定的不同。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import check
from jixiao.evaluation import applicable, rubrics
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable

_DECREES = ("mof_2020", "mof_2021")
_COST, _SATISFACTION = "成本指标", "满意度指标"


@check(
    code="EV15",
    title="各级分值与规定的不同",
    says="各级分值是{stated}，财政部办法是{due}",
    suggests="按规定的权重分配各级分值；当地另有规定的，按当地的",
    severity=Severity.ADVICE,
    basis="财预〔2020〕10号",
    rule="E11",
    needs_all_rows=True,
)
def weights_of_scheme(table: TargetTable) -> Iterator[Breach]:
    rows = [table.indicators[place] for place in applicable(table)]
    stated = _weights_by_dimension(rows)
    if not table.evaluated or not stated:
        return
    schemes = [
        rubrics()[code].weights(
            cost=_COST in stated, satisfaction=_SATISFACTION in stated
        )
        for code in _DECREES
    ]
    if stated not in schemes:
        yield Breach(
            (row.evidence for row in rows),
            "indicators",
            stated=[f"{level} {points}" for level, points in stated.items()],
            due=[f"{level} {points}" for level, points in schemes[-1].items()],
        )


def _weights_by_dimension(rows: list[Indicator]) -> dict[str, Decimal]:
    """The weight of each first level; empty where a row lacks its weight or its level."""
    weights: dict[str, Decimal] = {}
    for row in rows:
        if row.weight is None or row.dimension is None:
            return {}
        weights[row.dimension] = weights.get(row.dimension, Decimal(0)) + row.weight
    return weights
