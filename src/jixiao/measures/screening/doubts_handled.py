"""智能审核疑点处理率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_screening


@measure(
    code="SN04",
    title="智能审核疑点处理率",
    says="疑点 {below} 条，处理 {above} 条",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "疑点|疑似违规|可疑 核实|处理|核查|处置|办结|复核 率",
        (
            "疑点|疑似|可疑|预警 数据|信息|线索|问题|违规 核实|处理|核查|处置|办结|复核|审核|核销|整改 率|完成率 "
            "-举报 -返贫 -舆情 -基金风险"
        ),
        "?智能审核|智能监控|智能监管|智能|审核|系统|数据|信息|线索|发现|完成|单据|疑点|疑似违规|推送|下发|国家|飞检|大数据|筛查|率|反馈|完成率",
    ),
)
def doubts_handled(screenings: ir.Table) -> ir.Table:
    """Return a row for each run of which the doubts are told."""
    rows = screenings.filter(screenings.doubts.notnull())
    return by_screening(rows, above=rows.handled.fill_null(0), below=rows.doubts)
