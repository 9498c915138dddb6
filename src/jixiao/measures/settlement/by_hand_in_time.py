"""零星报销按期办结率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_claim
from jixiao.measures.scopes import of_codes


@measure(
    code="SE10",
    title="零星报销按期办结率",
    says="受理 {below} 件，按期办结 {above} 件",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "零星|手工|手工（零星）|零星（手工） 报销 及时|按时|按期|限时 率",
        "医药费|医疗费|费用 及时 报销 率 @离休|零星|手工",
        "医药费|医疗费 报销 及时 率 @离休|零星|手工",
        "零星|手工 费用|医疗费用|医疗费|医药费 报销 及时|按期 率",
        "零星|手工 报销|结算 办结|办理|支付|审核 及时率",
        "?离休干部|离休人员|干部|业务|办结|办理|审核|支付|拨付|医疗|费用|医药费|医疗费用|待遇|结算|手工|零星|参保|群众",
    ),
)
def by_hand_in_time(manual_claims: ir.Table, *, scheme: str = "") -> ir.Table:
    """Return a row for each claim that is done or due, and has a day it is due."""
    rows = of_codes(manual_claims, "insutype", "scheme", scheme)
    rows = rows.filter(rows.due_date.notnull())
    in_time = (rows.done_on <= rows.due_date).fill_null(False)  # noqa: FBT003
    return by_claim(rows, above=in_time)
