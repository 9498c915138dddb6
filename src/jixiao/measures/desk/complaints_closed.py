"""信访、举报、投诉办结率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_complaint
from jixiao.measures.scopes import of_complaint, of_text


@measure(
    code="CP02",
    title="信访举报投诉办结率",
    says="应办结 {below} 件，已办结 {above} 件",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "办结|处置|处理|查处|答复|化解|核查|办理|回复 率 -及时 -满意 -未",
        "<complaint> 办结|处置|处理|查处|答复|化解|核查|办理|回复|回应|核实|查办 率 -及时 -满意 -未 -奖励",
        "?信访|举报|投诉|线索|案件|事项|件|群众|来信|来访|受理|接收|办理|涉及|欺诈骗保|欺诈|骗保|违法违规|违规|基金|问题|打击|监管|核实|处置|查处|医保基金|完成|来电|回应|率|结果|查办",
    ),
)
def complaints_closed(
    complaints_due: ir.Table, *, complaint: str, item: str = ""
) -> ir.Table:
    """Return a row for each that is closed or due."""
    rows = of_text(of_complaint(complaints_due, complaint), "subject", item)
    return by_complaint(rows, above=rows.closed_on.notnull())
