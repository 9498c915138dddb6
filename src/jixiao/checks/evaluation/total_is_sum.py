"""总分与各项得分之和不符。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import CannotCheck, check
from jixiao.checks.rubric_points import sum_of_points, sum_of_weights
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="EV08",
    title="总分与各项得分之和不符",
    says="总分印作 {stated}，各项得分之和是 {total}，相差 {gap}",
    suggests="核对各项得分，重新加总",
    severity=Severity.ERROR,
    basis="财预〔2020〕10号",
    rule="E05",
)
def total_is_sum(table: TargetTable, *, tolerance: Decimal) -> Iterator[Breach]:
    """What `tolerance` covers is told as advice, unless the rounding of the total makes it."""
    stated, total = table.total_score, sum_of_points(table)
    if stated is None or total is None or abs(stated - total) < _last_digit(stated):
        return
    is_slight = abs(stated - total) <= tolerance
    elsewhere = _HUNDRED - sum_of_weights(table)
    if 0 < stated - total <= elsewhere:
        message = f"各行的分值合计差 {elsewhere} 分才到 100，另有得分没有读出"
        raise CannotCheck(message)
    yield Breach(
        table.evidence.get("total_score"),
        "total_score",
        Severity.ADVICE if is_slight else None,
        stated=stated,
        total=total,
        gap=abs(stated - total),
    )


_HUNDRED = Decimal(100)


def _last_digit(printed: Decimal) -> Decimal:
    """One unit of the last digit that a number prints: what rounding may make."""
    return Decimal(1).scaleb(int(printed.as_tuple().exponent))
