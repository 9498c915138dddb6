"""检查发现问题办结率：发现问题的检查里，已办结的。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_inspection
from jixiao.measures.scopes import of_way


@measure(
    code="SU07",
    title="检查发现问题办结率",
    says="发现问题的检查 {below} 次，已办结 {above} 次",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "问题|违规 办结|整改|处理|查处 率 -审计 -巡视 -巡察",
        (
            "问题|违规|违规行为|违法违规行为|违法行为|违规案件|违规问题 办结|整改|处理|查处|处置 率 -机构数 "
            "-及时 -内控 -内部 -审计 -网站 -公开 -疑点 -举报 -投诉 -巡视 -巡察"
        ),
        "发现 问题|违规 整改|处理|查处|处置 率 -审计 -巡视 -巡察",
        "?案件|移交|飞行检查|检查|稽核|核查|监督|发现|问题|行为|违法违规|违规|使用|基金|完成|违法|到位|落实|监督检查|现场检查|日常|定点医药机构|机构|两定机构|发现问题|违规问题|整改|行政|率|涉及|监管|检查发现",
    ),
)
def problems_closed(inspections: ir.Table, *, way: str = "") -> ir.Table:
    """Return a row for each inspection that found something."""
    rows = of_way(inspections, way)
    rows = rows.filter(rows.problems.fill_null(0) > 0)
    return by_inspection(rows, above=rows.closed_on.notnull())
