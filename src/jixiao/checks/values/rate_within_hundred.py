"""比率超出 0 到 100。"""

import re
from collections.abc import Iterator

from jixiao.checks import check
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
def rate_within_hundred(table: TargetTable, *, highest: int = 100) -> Iterator[Breach]:
    for index, row in enumerate(table.indicators):
        number = row.target.number
        if row.target.unit != "%" or number is None or _MAY_EXCEED.search(row.name):
            continue
        if number > highest or number < 0:
            yield Breach(
                row.evidence, f"indicators[{index}].target", name=row.name, stated=row.target.text
            )


_MAY_EXCEED = re.compile(r"增长|增幅|增速|下降|降幅|提高|减少|同比|环比|倍|收益|回报|完成率|执行率")
