"""钱花得差不多了，产出还不到一半。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import check
from jixiao.checks.midyear import executed_share, followed, reached_share
from jixiao.evaluation.midyear import standards
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable

_OUTPUT = "产出指标"


@check(
    code="MO07",
    title="钱已执行而产出没有跟上",
    says="钱已执行 {rate}%，{names}还不到目标的一半",
    suggests="核对支出是否用于{names}；预付的写明约定，没有办的事说明原因和时间",
    severity=Severity.WARNING,
    basis="财预〔2019〕136号",
    rule="M04",
)
def money_ahead_of_output(table: TargetTable) -> Iterator[Breach]:
    limits, rate = standards()["limits"], executed_share(table)
    if rate is None or rate < limits["ahead_money"]:
        return
    outputs = [row for row in followed(table) if row.dimension == _OUTPUT]
    behind = [row for row in outputs if _is_behind(row, limits["ahead_done"])]
    if behind:
        yield Breach(
            (row.evidence for row in behind),
            "budget_execution.total.executed",
            rate=round(rate, 1),
            names=[f"“{row.name}”" for row in behind],
        )


def _is_behind(row: Indicator, least: Decimal) -> bool:
    """Whether less than `least` per cent is reached; 0 and what cannot be compared are left out."""
    share = reached_share(row)
    return share < least if share else False
