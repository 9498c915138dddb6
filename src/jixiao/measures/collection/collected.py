"""医保费征缴金额。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_contribution
from jixiao.measures.scopes import of_codes


@measure(
    code="CT02",
    title="医保费征缴金额",
    says="到账 {above:元}",
    kind=ValueKind.TOTAL,
    unit="元",
    words=(
        "征缴|征收|收缴 金额|总额|收入|资金 -未 -追 -罚 -率 -完成",
        "征缴|征收|收缴 额|数额|总额|金额|收入 -未 -追 -罚 -率 -完成",
        "?医保费|保费|保险费|医疗保险费|足额|基金|费|应缴|到账|单位|用人单位|收入|资金|征收|征缴|收缴|缴费|职工|统筹|完成|情况|金额|总额|保险|医疗保险|职工医保基金|总|额|个人缴费|居民|保费收入",
    ),
)
def collected(contributions: ir.Table, *, scheme: str = "") -> ir.Table:
    """Return a row for each payer and month."""
    rows = of_codes(contributions, "insutype", "scheme", scheme)
    return by_contribution(rows, above=rows.come)
