"""财政补助到账时间。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_subsidy
from jixiao.measures.scopes import of_codes, of_tier


@measure(
    code="FU09",
    title="财政补助到账时间",
    says="到账 {below} 笔，最后一笔在这一天",
    kind=ValueKind.LATEST,
    unit="日期",
    better="lower",
    words=(
        "补助|补贴|补助资金 到账|到位 时间|时限|日期|期限",
        "补助|补贴|补助资金 划入|拨入|转入|归集 时间",
        "财政|补助|补贴|配套|配套资金 拨付|到位|到账|下达 时间|时限 -及时率 -率 -救助",
        "?财政专户|社保基金|专户|拨付|下达|划拨|补助资金|财政|资金|各级|居民|基金|城乡|城乡居民|完成|配套|到位|城乡居民医保|及时|上级|居民医保|地方|本级",
    ),
)
def subsidy_received_by(
    subsidies_received: ir.Table, *, scheme: str = "", tier: str = ""
) -> ir.Table:
    """Return a row for each receipt, on its day."""
    rows = of_tier(of_codes(subsidies_received, "insutype", "scheme", scheme), tier)
    return by_subsidy(rows)
