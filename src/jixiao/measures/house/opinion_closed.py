"""舆情办结率：当期发现的舆情，办结了的。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_opinion


@measure(
    code="OP02",
    title="政务舆情办结率",
    says="发现舆情 {below} 件，办结 {above} 件",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "舆情 办结|处置|处理|化解 率 -及时 -按时",
        "舆情 办结|处置|处理|化解|应对|回应 率|完成率 -及时",
        "?政务|网络|涉医保|涉保|医保|情况|和|及|监测|预警|事件|负面|医保领域|领域|突发|重大|信息",
    ),
)
def opinion_closed(opinion_cases: ir.Table) -> ir.Table:
    """Return a row for each opinion of the period."""
    return by_opinion(opinion_cases, above=opinion_cases.closed_on.notnull())
