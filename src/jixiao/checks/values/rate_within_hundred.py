"""比率超出 0 到 100。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="VA01",
    title="比率超出 0 到 100",
    says="“{name}”的指标值 {stated} 超出 0% 到 100%",
    suggests="核对指标值；是增长率的，名称写明“增长”",
    severity=Severity.ERROR,
    basis="财预〔2021〕101号",
    rule="V05",
)
def rate_within_hundred(table: TargetTable, *, highest: int) -> Iterator[Breach]:
    for index, row in enumerate(table.indicators):
        number = row.target.number
        if row.target.unit != "%" or number is None or words("may_exceed_whole").search(row.name):
            continue
        if number > highest or number < 0:
            yield Breach(
                row.evidence, f"indicators[{index}].target", name=row.name, stated=row.target.text
            )
