"""财政补助到位率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_subsidy_due
from jixiao.measures.scopes import of_codes, of_tier


@measure(
    code="FU10",
    title="财政补助到位率",
    says="应到账 {below:元}，期末已到账 {above:元}",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "补助|补贴|补助资金|配套资金 到位|到账 率 -及时 -按时 -按期 -足额及时",
        "补助|补贴|补助资金|配套资金|配套|财政资金 到位|到账|配套 率 -及时 -按时 -按期 -足额及时",
        "?财政|资金|各级|居民|基金|城乡|城乡居民|足额|配套|上级|县级|市级|省级|应|补助资金|配套补助|居民医保|地方|本级",
    ),
)
def subsidy_rate(
    subsidies_due: ir.Table, *, scheme: str = "", tier: str = ""
) -> ir.Table:
    """Return a row for each subsidy due: what is due below, what of it has come above."""
    rows = of_tier(of_codes(subsidies_due, "insutype", "scheme", scheme), tier)
    rows = rows.filter(rows.due_amount.notnull())
    return by_subsidy_due(rows, above=rows.in_time, below=rows.due_amount)
