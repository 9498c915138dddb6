"""日期不存在。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.quantity import read_value
from jixiao.targets import TargetTable


@check(
    code="TI01",
    title="日期不存在",
    says="“{name}”的指标值“{stated}”不是存在的日期",
    suggests="改为实际的截止日期",
    severity=Severity.ERROR,
    basis="财预〔2015〕88号",
    rule="K01",
)
def impossible_date(table: TargetTable) -> Iterator[Breach]:
    for index, indicator in enumerate(table.indicators):
        _, notes = read_value(indicator.target.text, table.fiscal_year)
        if any(note.code == "impossible_date" for note in notes):
            yield Breach(
                indicator.evidence,
                f"indicators[{index}].target",
                name=indicator.name,
                stated=indicator.target.text,
            )
