"""追溯码在同一机构重复。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import marked_sales, sold_again


@rule(
    code="TR01",
    title="追溯码在同一机构重复",
    says="同一追溯码售出累计 {below:数} 盒",
    grade=Grade.SUSPECTED,
    basis="医保发〔2025〕7号",
    about=Subject.LINE,
)
def code_sold_again_here(trace_scans: ir.Table) -> ir.Table:
    """Return the lines of sales that go over one pack of a trace code, net of refunds."""
    again = sold_again(trace_scans)
    return marked_sales(again.filter(again.fixmedins_code == again.seller))
