"""部分资金大于全部资金。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="AR03",
    title="部分资金大于全部资金",
    says="{part} {stated}{unit}，大于{whole} {limit}{unit}",
    suggests="核对两处金额，部分不应大于全部",
    severity=Severity.ERROR,
    basis="财预〔2015〕88号",
    rule="G04",
)
def part_within_whole(table: TargetTable) -> Iterator[Breach]:
    funding = table.funding
    pairs = (
        (
            "funding.own_level.total",
            "本级资金",
            funding.own_level.total,
            "年度资金总额",
            funding.annual.total,
        ),
        (
            "funding.annual.total",
            "年度资金总额",
            funding.annual.total,
            "项目总额",
            funding.project_total,
        ),
    )
    for place, part, stated, whole, limit in pairs:
        if stated is not None and limit is not None and stated > limit:
            yield Breach(
                table.evidence.get(place),
                place,
                part=part,
                whole=whole,
                stated=stated,
                limit=limit,
                unit=table.money_unit,
            )
