"""比率超出 0 到 100。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.printed_values import values_of
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.quantity import Bound
from jixiao.targets import TargetTable


@check(
    code="VA01",
    title="比率超出 0 到 100",
    says="“{name}”的{which} {stated} 超出 0% 到 100%",
    suggests="核对这个值；是增长率的，名称写明“增长”",
    severity=Severity.ERROR,
    basis="财预〔2021〕101号",
    rule="V05",
)
def rate_within_hundred(table: TargetTable, *, highest: int) -> Iterator[Breach]:
    for row, path, which, value in values_of(table):
        if (
            value.unit != "%"
            or value.number is None
            or words("may_exceed_whole").search(row.name)
        ):
            continue
        is_above_all = value.bound is Bound.ABOVE and value.number == highest
        if is_above_all or not 0 <= value.number <= highest:
            yield Breach(
                row.evidence, path, name=row.name, which=which, stated=value.text
            )
