"""验收合格率：验收的数量里合格的。"""

from ibis import ir

from jixiao.entry import TENTHS
from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_delivery
from jixiao.measures.scopes import of_project, of_text


@measure(
    code="PU02",
    title="采购验收合格率",
    says="验收 {below:数}，合格 {above:数}",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "采购|设备|系统|购置|项目|工程|维修|质量|软件|平台|服务 验收|质量|合格 合格率|通过率|达标率",
        "验收 合格率|通过率",
        "维修|设备|采购|质量 合格率",
    ),
)
def acceptance_rate(
    deliveries: ir.Table, *, project: str = "", item: str = ""
) -> ir.Table:
    """Return a row for each acceptance."""
    rows = of_text(of_project(deliveries, project), "item", item)
    return by_delivery(
        rows, above=rows.accepted_quantity * TENTHS, below=rows.quantity * TENTHS
    )
