"""医保费征缴率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_contribution
from jixiao.measures.scopes import of_codes


@measure(
    code="CT01",
    title="医保费征缴率",
    says="应缴 {below:元}，到账 {above:元}",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "征缴|收缴|征收 率 -参保 -未 -及时 -清欠 -追 -罚 -完成",
        "缴费|保费|医保费 到账|足额到账|足额缴纳 率 -参保 -未 -及时",
        "征缴|收缴|征收 率|完成率 -参保 -未 -及时 -清欠 -追 -罚 -增长 -任务 -目标",
        "?医保费|保费|保险费|医疗保险费|足额|基金|费|应缴|到账|单位|用人单位|收入|资金|征收|征缴|收缴|缴费|职工|统筹|完成|情况|保险|医疗保险|基金征缴|应收|基本医疗保险|职工医疗保险|到位",
    ),
)
def collected_share(contributions: ir.Table, *, scheme: str = "") -> ir.Table:
    """Return a row for each payer and month."""
    rows = of_codes(contributions, "insutype", "scheme", scheme)
    return by_contribution(rows, above=rows.come, below=rows.due)
