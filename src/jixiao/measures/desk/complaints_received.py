"""信访、举报、投诉件数。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_complaint
from jixiao.measures.scopes import of_complaint, of_text


@measure(
    code="CP01",
    title="信访举报投诉件数",
    says="收到 {above} 件",
    kind=ValueKind.TOTAL,
    unit="件",
    better="",
    words=(
        "受理|接待|处理|办理|收到|登记|接收|核查 数|件数|次数 -率 -奖励",
        "案件|件|事项|线索 数|件数 -率 -奖励",
        "信访|举报|投诉|线索 案件|线索|件|事项 -率 -奖励 -满意",
        "信访|举报|投诉|线索 数|件数|量 -率 -奖励 -满意",
        "受理|接收|接到|收到|办理 <complaint> 数|数量|件数|案件数 -率 -奖励",
        "?信访|举报|投诉|线索|案件|事项|件|群众|来信|来访|受理|接收|办理|涉及|欺诈骗保|欺诈|骗保|违法违规|违规|基金|问题|打击|监管|核实|处置|查处|医保基金|全年|发生|接到|数|数量|件数|电话|宗|反映",
    ),
)
def complaints_received(
    complaints: ir.Table, *, complaint: str, item: str = ""
) -> ir.Table:
    """Return a row for each letter, tip or complaint of a kind."""
    return by_complaint(of_text(of_complaint(complaints, complaint), "subject", item))
