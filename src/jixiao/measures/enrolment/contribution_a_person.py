"""居民人均个人缴费：期末参保居民缴的和得到资助的，平均到人。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_person
from jixiao.measures.scopes import of_codes


@measure(
    code="EN17",
    title="居民人均个人缴费",
    says="缴费和资助合计 {above:元}，{below} 人",
    kind=ValueKind.MEAN,
    unit="元/人",
    better="",
    words=(
        "人均 缴费 标准|金额",
        "个人缴费 标准|金额|额 @居民|每人|人均",
        "个人|居民 缴费 标准|额|金额 @居民 -财政 -补助 -资助 -单位",
        "?人均|每人|每年|居民|参保|费|每人每年|城乡|年缴费|个人缴费|年",
    ),
    of_persons=True,
    course="stands",
)
def contribution_a_person(enrolments: ir.Table, *, scheme: str = "居民") -> ir.Table:
    """Return a row for each enrolment of residents of which it is told what was paid: by the person and for them."""
    rows = of_codes(enrolments, "insutype", "scheme", scheme or "居民")
    rows = rows.filter(rows.clct_paymt.notnull() | rows.subsidy.notnull())
    paid = rows.clct_paymt.fill_null(0) + rows.subsidy.fill_null(0)
    return by_person(rows, above=paid)
