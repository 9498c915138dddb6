"""财政补助到账金额。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_subsidy
from jixiao.measures.scopes import of_codes, of_tier


@measure(
    code="FU08",
    title="财政补助到账金额",
    says="财政补助到账 {above:元}",
    kind=ValueKind.TOTAL,
    unit="元",
    better="",
    words=(
        "财政 补助|补贴 到账|到位|收入 金额|资金|总额|额",
        "补助资金|补助 到账|到位 金额|总额|额",
        "财政|配套|政府 补助|补贴|资金 到账|到位|拨付到位 额|金额|资金|总额|数 -率 -时间 -及时",
        "补助|补贴|配套 资金 到账|到位 额|金额|总额 -率 -时间",
        "?财政|资金|各级|居民|基金|城乡|城乡居民|配套|上级|中央|省级|市级|县级|到位|到账|额|地方|本级",
    ),
)
def subsidy_received(
    subsidies_received: ir.Table, *, scheme: str = "", tier: str = ""
) -> ir.Table:
    """Return a row for each receipt."""
    rows = of_codes(subsidies_received, "insutype", "scheme", scheme)
    rows = of_tier(rows, tier).filter(rows.amount.notnull())
    return by_subsidy(rows, above=rows.amount)
