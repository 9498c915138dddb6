"""某项支出：项目里用途写明的一项，当期支付的金额。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_payment
from jixiao.measures.scopes import of_project, of_text


@measure(
    code="SP02",
    title="某项支出金额",
    says="用途写明的支付 {above:元}",
    kind=ValueKind.TOTAL,
    unit="元",
    better="",
    words=(),
)
def spent_on(payments: ir.Table, *, project: str, item: str) -> ir.Table:
    """Return a row for each payment for something."""
    rows = of_text(of_project(payments, project), "purpose", item)
    return by_payment(rows, above=rows.amount)
