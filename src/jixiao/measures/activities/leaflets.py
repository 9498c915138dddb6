"""印发宣传资料份数：各次活动印发的份数之和。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_event
from jixiao.measures.scopes import of_event


@measure(
    code="AC05",
    title="印发宣传资料份数",
    says="印发 {above} 份",
    kind=ValueKind.TOTAL,
    unit="份",
    words=(
        "宣传单|折页|海报|手册|宣传资料|宣传品|彩页|宣传册|宣传材料",
        (
            "宣传|政策|海报|折页 资料|材料|手册|册|单页|折页|海报|单|画册|读本|品 印制|印刷|发放|制作|印发 "
            "数量|份数|册数|量 -费 -率 -成本"
        ),
        "印制|印刷|发放|制作|印发|派发 宣传|政策|医保 资料|材料|手册|册|单|折页|海报|读本|用品|品 -费 -率 -成本",
        "宣传资料 数量|份数|量 -费 -率",
        "印制|发放|印发|张贴|派发|编印 宣传资料 -费 -率 -成本",
        "?张贴|悬挂|摆放|投放|展出|印制|印发|印刷|发放|编印|制作|派发|政策|宣传|培训|法律法规|问答|医保政策|医保|各类|海报|折页|手册|宣传手册|量|份|单页|政策解读|政策问答|纸质|读本|彩页|和|数量|份数",
    ),
)
def leaflets(
    activities: ir.Table, *, item: str = "", project: str = "", where: str = ""
) -> ir.Table:
    """Return a row for each event."""
    rows = of_event(activities, item, project, where)
    return by_event(rows, above=rows.printed.fill_null(0))
