"""日期不存在。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.printed_values import values_of
from jixiao.findings import Breach, Severity
from jixiao.quantity import read_value
from jixiao.targets import TargetTable


@check(
    code="TI01",
    title="日期不存在",
    says="“{name}”的{which}“{stated}”不是存在的日期",
    suggests="改为实际的日期",
    severity=Severity.ERROR,
    basis="财预〔2015〕88号",
    rule="K01",
)
def impossible_date(table: TargetTable) -> Iterator[Breach]:
    for row, path, which, value in values_of(table):
        _, notes = read_value(value.text, table.fiscal_year)
        if any(note.code == "impossible_date" for note in notes):
            yield Breach(
                row.evidence, path, name=row.name, which=which, stated=value.text
            )
