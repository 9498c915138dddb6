"""经办业务受理量。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_matter
from jixiao.measures.scopes import of_text


@measure(
    code="WI01",
    title="经办业务受理量",
    says="受理业务 {above} 件",
    kind=ValueKind.TOTAL,
    unit="件",
    better="",
    words=(
        "窗口|经办|大厅 受理|办理|业务|接待 量|数量|件数|件|人次|业务量",
        "受理|办理 业务|办件|事项|窗口业务 量|数量|件数|件",
        "业务 受理|办理 量|数量|件数",
        "办件量",
        "人次|件数|笔数 @转移|接续|变更|查询 -率 -报销 -结算",
        "办理|受理|经办|服务|接待 业务|事项|件|群众|参保人 量|件数|数量|人次|笔数 -率 -报销 -满意 -举报 -信访 -投诉",
        "业务|窗口|大厅|经办 办理|受理|办件|服务|接待 量|件数|数量|人次|总量|笔数 -率 -报销 -满意",
        "?窗口|服务|业务|医保|大厅|经办|群众|全年|各类|参保|政务|件|接待|日常|各项|服务窗口|线下|医疗保险|医保经办|经办服务|政务服务|业务办理|总|综合|参保人|办理|受理|各类业务|窗口业务|人员|来访|事务",
    ),
)
def matters_accepted(accepted_matters: ir.Table, *, item: str = "") -> ir.Table:
    """Return a row for each matter."""
    return by_matter(of_text(accepted_matters, "matter", item))
