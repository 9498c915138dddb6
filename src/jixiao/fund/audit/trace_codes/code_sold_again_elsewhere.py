"""追溯码在别的机构重复。"""

import ibis
from ibis import ir

from jixiao.entry import TENTHS
from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import WHOLE_LINE
from jixiao.fund.records import proven


@rule(
    code="TR02",
    title="追溯码在别的机构重复",
    says="同一追溯码售出累计 {below:数} 盒",
    grade=Grade.SUSPECTED,
    basis="医保发〔2025〕7号",
    about=Subject.LINE,
)
def code_sold_again_elsewhere(trace_scans: ir.Table) -> ir.Table:
    """Return the lines of sales that go over one pack of a trace code, net of refunds."""
    first = ibis.window(group_by="trace_code", order_by=["sold_at", "scan_id"])
    so_far = ibis.window(
        group_by="trace_code",
        order_by=["sold_at", "scan_id"],
        preceding=None,
        following=0,
    )
    rows = trace_scans.mutate(
        reached=trace_scans.packs.sum().over(so_far),
        seller=trace_scans.fixmedins_code.first().over(first),
    )
    again = rows.filter(
        rows.packs > 0,
        rows.reached > 1,
        rows.fixmedins_code != rows.seller,
    )
    return proven(
        again,
        key=again.bkkp_sn.fill_null(again.scan_id),
        on=again.sold_at,
        place=again.fixmedins_code,
        above=WHOLE_LINE,
        below=again.reached * TENTHS,
    )
