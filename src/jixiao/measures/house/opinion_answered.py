"""舆情及时回应率：有时限的舆情，按时回应的。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_opinion


@measure(
    code="OP01",
    title="政务舆情及时回应率",
    says="有回应时限的舆情 {below} 件，按时回应 {above} 件",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "舆情 及时|按时 回应|处置|应对|处理 率",
        "舆情 回应|处置|应对|处理 及时率|按时率",
        "舆情 及时|按期 回应|处置|应对|处理|响应|上报|报告 率",
        "舆情 回应|处置|应对|处理|响应|上报|报告 及时率",
        "?政务|网络|涉医保|涉保|医保|情况|和|及|监测|预警|负面|医保领域|领域|突发|重大|信息",
    ),
)
def opinion_answered(opinion_cases: ir.Table) -> ir.Table:
    """Return a row for each opinion that had a term; one that nobody answered was not in time."""
    rows = opinion_cases.filter(opinion_cases.respond_by.notnull())
    in_time = (rows.responded_at <= rows.respond_by).fill_null(False)  # noqa: FBT003 — Ibis takes it so
    return by_opinion(rows, above=in_time)
