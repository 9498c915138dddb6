"""审核规则更新条数。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_screening


@measure(
    code="SN05",
    title="审核规则更新条数",
    says="新增和修订规则 {above} 条",
    kind=ValueKind.TOTAL,
    unit="条",
    words=(
        "规则 更新|新增|修订|完善|上线|增加|维护 条数|数|次数",
        "更新|新增|修订|完善|上线|增加 规则 条数|数",
        "更新|新增|修订|完善|上线 规则 -率",
        "?智能审核|智能监控|智能监管|监控|审核|系统|医保|条数|数|知识库",
    ),
)
def rules_added(screenings: ir.Table) -> ir.Table:
    """Return a row for each run before which rules were added or changed."""
    rows = screenings.filter(screenings.rules_added > 0)
    return by_screening(rows, above=rows.rules_added)
