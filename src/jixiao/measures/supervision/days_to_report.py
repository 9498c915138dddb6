"""检查报告提交天数。"""

from ibis import ir

from jixiao.fund.records.working_days import with_span
from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_inspection


@measure(
    code="SU16",
    title="检查报告提交天数",
    says="提交 {below} 份，共 {above} 天",
    kind=ValueKind.MEAN,
    unit="天",
    better="lower",
    words=(
        "检查|稽核|核查 报告|结论 提交|出具|反馈|送达 时间 -网站 -内控",
        "检查|稽核|核查 结果 反馈|送达 时间",
        "?报告|现场|基金|监督|定点|机构|平均|完成|结论|出具|提交|工作日",
    ),
)
def days_to_report(
    inspections: ir.Table, working_days: ir.Table, *, days: str = ""
) -> ir.Table:
    """Return a row for each inspection that was reported on, with the days it took."""
    rows = with_span(
        inspections, "ended_on", "reported_on", working_days if days else None
    )
    return by_inspection(rows, above=rows.span)
