"""好差评好评率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_matter
from jixiao.measures.scopes import of_text


@measure(
    code="WI08",
    title="好差评好评率",
    says="评价 {below} 件，满意 {above} 件",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "好评 率",
        "好差评 满意|好评 率",
        "好评|好差评 率|满意率|好评率",
        "?好差评|政务|服务|窗口|办件|医保|经办|群众|业务|大厅|政务服务|评价|系统|窗口服务|服务质量|一窗|群众评价|差评|办事",
    ),
)
def matters_praised(accepted_matters: ir.Table, *, item: str = "") -> ir.Table:
    """Return a row for each matter that was rated."""
    rows = of_text(accepted_matters, "matter", item)
    rows = rows.filter(rows.satisfied.notnull())
    return by_matter(rows, above=rows.satisfied == "1")
