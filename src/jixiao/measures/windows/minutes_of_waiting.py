"""窗口平均等候时间。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_matter
from jixiao.measures.scopes import of_text


@measure(
    code="WI06",
    title="窗口平均等候时间",
    says="{below} 件，共等候 {above:分钟}",
    kind=ValueKind.MEAN,
    unit="分钟",
    better="lower",
    words=(
        "等候|等待|排队|候号 时间",
        "等候|等待|排队|候号|候办 时间 -率",
        "?平均|群众|窗口|大厅|办事|服务|经办|业务|医保|办理|排队|人员|人均|每人|次均|业务办理|服务窗口|群众办事|办事群众|排队等候|叫号|最长",
    ),
)
def minutes_of_waiting(accepted_matters: ir.Table, *, item: str = "") -> ir.Table:
    """Return a row for each matter with the seconds that one waited."""
    rows = of_text(accepted_matters, "matter", item)
    rows = rows.filter(rows.called_at >= rows.taken_at)
    waited = rows.called_at.delta(rows.taken_at, unit="second")
    return by_matter(rows, above=waited)
