"""项目支出：项目当期支付的金额。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_payment
from jixiao.measures.scopes import of_project


@measure(
    code="SP01",
    title="项目支出金额",
    says="支付 {above:元}",
    kind=ValueKind.TOTAL,
    unit="元",
    better="",
    words=(
        "资金|经费|项目|成本 投入|控制|总额",
        "投入 资金|数",
        "成本 控制|总额",
        "业务经费|工作经费|补助资金|配套资金|专项资金",
    ),
)
def spent(payments: ir.Table, *, project: str) -> ir.Table:
    """Return a row for each payment of a project."""
    rows = of_project(payments, project)
    return by_payment(rows, above=rows.amount)
