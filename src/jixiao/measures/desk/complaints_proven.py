"""举报、投诉查实率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_complaint
from jixiao.measures.scopes import of_complaint


@measure(
    code="CP04",
    title="举报投诉查实率",
    says="办结 {below} 件，查实 {above} 件",
    kind=ValueKind.RATE,
    unit="%",
    better="",
    words=(
        "查实|属实 率",
        "?信访|举报|投诉|线索|案件|事项|件|群众|来信|来访|受理|接收|办理|涉及|欺诈骗保|欺诈|骗保|违法违规|违规|基金|问题|打击|监管|核实|处置|查处|医保基金",
    ),
)
def complaints_proven(complaints: ir.Table, *, complaint: str) -> ir.Table:
    """Return a row for each of which it is told whether it was proven."""
    rows = of_complaint(complaints, complaint)
    rows = rows.filter(rows.proven.notnull())
    return by_complaint(rows, above=rows.proven == "1")
