"""比率超出 0 到 100。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.midyear import values_of
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
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
    for place, row in enumerate(table.indicators):
        if words("may_exceed_whole").search(row.name):
            continue
        for field, which, value in values_of(row):
            if value.unit == "%" and value.number is not None and not 0 <= value.number <= highest:
                yield Breach(
                    row.evidence, f"indicators[{place}].{field}",
                    name=row.name, which=which, stated=value.text,
                )  # fmt: skip
