"""本级与转移下级之和不等于年度资金。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="AR02",
    title="本级与转移下级之和不等于年度资金",
    says="{whole} {stated}{unit}，{names}之和 {parts}{unit}，相差 {gap}{unit}",
    suggests="核对{whole}与{names}，改正其中写错的一项",
    severity=Severity.ERROR,
    basis="财预〔2015〕88号",
    rule="G03",
)
def levels_add_up(table: TargetTable) -> Iterator[Breach]:
    funding = table.funding
    lower = funding.lower_level
    sums = (
        (
            "funding.annual.total",
            "年度资金总额",
            funding.annual.total,
            "本级和转移下级资金",
            [funding.own_level.total, lower.total],
        ),
        (
            "funding.lower_level.total",
            "转移下级资金",
            lower.total,
            "中央和自治区资金",
            [lower.central, lower.region],
        ),
    )
    for place, whole, stated, names, parts in sums:
        known = [part for part in parts if part is not None]
        if stated is None or len(known) < len(parts):
            continue
        total = sum(known, Decimal(0))
        if total != stated:
            yield Breach(
                table.evidence.get(place),
                place,
                whole=whole,
                names=names,
                stated=stated,
                parts=total,
                gap=abs(stated - total),
                unit=table.money_unit,
            )
