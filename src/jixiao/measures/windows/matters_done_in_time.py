"""经办业务按期办结率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_matter
from jixiao.measures.scopes import of_text


@measure(
    code="WI02",
    title="经办业务按期办结率",
    says="应办结 {below} 件，按期办结 {above} 件",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "业务|办件|窗口|事项 按时|按期|及时|限时 办结|办理 率",
        "业务|办件|窗口|事项 办结|办理 按时|按期|及时 率",
        "办理|审核|受理|登记|答复 及时率",
        "?经办|服务|医保|窗口|业务|政务|群众|事项|大厅",
    ),
)
def matters_done_in_time(matters: ir.Table, *, item: str = "") -> ir.Table:
    """Return a row for each matter that is done or due, and has a day it is due."""
    rows = of_text(matters, "matter", item)
    rows = rows.filter(rows.due_date.notnull())
    in_time = (rows.done_on <= rows.due_date).fill_null(False)  # noqa: FBT003
    return by_matter(rows, above=in_time)
