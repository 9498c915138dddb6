"""零星报销件数。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_claim
from jixiao.measures.scopes import of_codes


@measure(
    code="SE11",
    title="零星报销件数",
    says="零星报销办结 {above} 件",
    kind=ValueKind.TOTAL,
    unit="件",
    better="",
    words=(
        "零星|手工|手工（零星）|零星（手工） 报销 件数|笔数|人次|数量|件",
        "零星|手工 费用|医疗费用|医疗费|医药费 报销 件数|人次|数量",
        "零星|手工 报销|结算 审核|办理|受理 件数|人次|数量|业务量",
        "?办理|办结|审核|医疗|费用|医药费|医疗费用|待遇|受理|手工|零星|件|完成|医保|支付|总",
    ),
)
def claims_by_hand(manual_claims: ir.Table, *, scheme: str = "") -> ir.Table:
    """Return a row for each claim that is done."""
    rows = of_codes(manual_claims, "insutype", "scheme", scheme)
    return by_claim(rows.filter(rows.done_on.notnull()))
