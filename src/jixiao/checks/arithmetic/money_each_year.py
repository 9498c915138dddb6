"""每年的资金与资金总额不符。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.amounts import NUMBER, read_number
from jixiao.checks.objectives import objective_texts
from jixiao.findings import Breach, Severity
from jixiao.money import SCALES, convert
from jixiao.targets import TargetTable


@check(
    code="AR25",
    title="每年的资金与资金总额不符",
    says="“{printed}”，表上的资金是 {stated}{unit}",
    suggests="核对每年的资金、年数和资金总额",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="G06",
)
def money_each_year(table: TargetTable) -> Iterator[Breach]:
    """The year's money is the same, or the whole money is so many times as much."""
    totals = table.funding.totals
    if not totals or table.money_unit not in SCALES:
        return
    in_yuan = [convert(total, str(table.money_unit), "元") for total in totals]
    for place, text in objective_texts(table):
        for match in _EACH_YEAR.finditer(chinese.key(text)):
            each = convert(read_number(match["number"]), match["unit"], "元")
            allowed = {each * years for years in range(1, _MOST_YEARS + 1)}
            if each and not allowed & set(in_yuan):
                yield Breach(
                    (
                        table.evidence.get(place),
                        table.evidence.get("funding.annual.total"),
                    ),
                    place,
                    printed=match[0],
                    stated=totals,
                    unit=table.money_unit,
                )


_EACH_YEAR = re.compile(
    rf"每年(?:共?安排|投入|需要?|预算|下达)(?:财政|专项|项目|预算|补助)?(?:资金|经费|拨款)?(?:约|共)?"
    rf"(?P<number>{NUMBER})(?P<unit>亿元|万元|元)"
)
_MOST_YEARS = 10
