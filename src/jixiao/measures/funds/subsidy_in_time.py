"""财政补助到位及时率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_subsidy_due
from jixiao.measures.scopes import of_codes, of_tier


@measure(
    code="FU14",
    title="财政补助到位及时率",
    says="应到账 {below:元}，按期到账 {above:元}",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "补助|补贴|补助资金|配套资金 到位|到账 及时率 -发放 -支付",
        "补助|补贴|补助资金|配套资金 及时 到位|到账|拨付到位 率 -发放 -支付",
        "财政|配套 补助|资金 拨付|到位 及时率 -发放 -救助 -项目 -专项",
        "补助|补贴|补助资金|配套资金|配套|财政资金 及时|按时 到位|到账 率 -发放",
        "?财政|资金|各级|居民|基金|城乡|城乡居民|配套|拨付|专户|配套补助|上级|县级|市级|省级|应|补助资金|及时|地方|本级",
    ),
)
def subsidy_in_time(
    subsidies_due: ir.Table, *, scheme: str = "", tier: str = ""
) -> ir.Table:
    """Return a row for each subsidy due in the period."""
    rows = of_codes(of_tier(subsidies_due, tier), "insutype", "scheme", scheme)
    rows = rows.filter(rows.due_amount.notnull())
    is_timely = (rows.received_on <= rows.due_on).fill_null(False)  # noqa: FBT003
    in_time = is_timely.ifelse(rows.amount.fill_null(0), 0)
    return by_subsidy_due(rows, above=in_time, below=rows.due_amount)
