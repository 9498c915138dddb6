"""查处案件数：查实有问题的检查。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_inspection
from jixiao.measures.scopes import of_way


@measure(
    code="SU19",
    title="查处案件数",
    says="查实有问题的检查 {above} 件",
    kind=ValueKind.TOTAL,
    unit="件",
    better="",
    words=(
        "查处|查办|立案|办理 违规|违法|欺诈骗保|案件 案件|案 数|件数 -率 -举报 -信访 -移送 -曝光 -约谈",
        "查处|查办|立案 案件|违规 数|件数 -率 -举报 -信访 -移送 -曝光 -约谈 -机构",
        (
            "查处|查办|立案|查结 案件|违规案件|欺诈骗保案件|违法案件|违规|违法违规 数|数量|件数|宗数|起数 -率 "
            "-举报 -信访 -移送 -曝光 -约谈 -机构 -金额"
        ),
        "?使用|基金|医保|案件|违法|违规|违法违规|立案|查处|欺诈骗保|打击|行政|处罚|典型|监管|数量|定点医药机构|依法|年度|骗保|行政处罚",
    ),
)
def cases_in_breach(inspections: ir.Table, *, way: str = "") -> ir.Table:
    """Return a row for each inspection that found something."""
    rows = of_way(inspections, way)
    return by_inspection(rows.filter(rows.problems.fill_null(0) > 0))
