"""业务档案归档件数。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_archived


@measure(
    code="AH01",
    title="业务档案归档件数",
    says="归档 {above} 件",
    kind=ValueKind.TOTAL,
    unit="件",
    better="",
    words=(
        "档案 归档|整理 件数|数量|卷数",
        "档案|卷宗|病历 归档|整理|入库|数字化 件数|数量|卷数|数 -费 -率",
        "?医保|医疗保险|医疗保障|业务|完成|经办|件|卷|电子|材料|入库|规范",
    ),
)
def archived(archived_of_years: ir.Table) -> ir.Table:
    """Return a row for each paper of the year."""
    return by_archived(archived_of_years)
