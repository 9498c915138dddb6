"""舆情监测简报期数：当期印发的期数。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_brief_of_opinion


@measure(
    code="OP03",
    title="政务舆情简报期数",
    says="印发舆情简报 {above} 期",
    kind=ValueKind.TOTAL,
    unit="期",
    words=(
        "舆情 简报|专报|报告|监测|日报|周报|月报 期数|次数|份数|数量 -购买 -委托 -第三方 -费 -率",
        "舆情 简报|专报|监测 -购买 -委托 -第三方 -费 -率 -回应 -处置 -办结 -及时",
        "?政务|网络|涉医保|涉保|医保|预警|报送|印发|编发|开展|次数|期数|份数|数量|全年|舆情监测|编写|形成|期",
    ),
)
def opinion_briefs(opinion_briefs: ir.Table) -> ir.Table:
    """Return a row for each brief issued in the period."""
    return by_brief_of_opinion(opinion_briefs)
