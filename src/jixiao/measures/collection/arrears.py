"""医保费欠费金额。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_contribution
from jixiao.measures.scopes import of_codes


@measure(
    code="CT04",
    title="医保费欠费金额",
    says="欠费 {above:元}",
    kind=ValueKind.TOTAL,
    unit="元",
    better="lower",
    words=(
        "欠费|欠缴 金额|总额 -追 -清 -收回 -住院 -诊疗",
        "?医保费|保费|保险费|医疗保险费|足额|基金|费|应缴|到账|单位|用人单位|收入|资金|征收|征缴|收缴|缴费|职工|统筹|完成|情况|累计|欠费|欠缴|额|总",
    ),
)
def arrears(contributions: ir.Table, *, scheme: str = "") -> ir.Table:
    """Return a row for each payer and month of which something is not paid."""
    rows = of_codes(contributions, "insutype", "scheme", scheme)
    rows = rows.filter(rows.due > rows.come)
    return by_contribution(rows, above=rows.due - rows.come)
