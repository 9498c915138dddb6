"""频繁住院。"""

import ibis
from ibis import ir

from jixiao.fund.audit import Grade, rule
from jixiao.fund.records import proven


@rule(
    code="AD07",
    title="频繁住院",
    says="一年里第 {below} 次住院，涉及费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="框架体系：频繁住院",
)
def frequent_stays(audited_stays: ir.Table, *, most_stays: int) -> ir.Table:
    """Return what goes beyond the most of a person."""
    rows = audited_stays
    in_order = ibis.window(group_by="psn_no", order_by=["began", "setl_id"])
    rows = rows.mutate(nth=ibis.row_number().over(in_order) + 1)
    over = rows.filter(rows.nth > most_stays)
    return proven(
        over,
        key=over.setl_id,
        on=over.began,
        place=over.fixmedins_code,
        above=over.medfee_sumamt.fill_null(0),
        below=over.nth,
    )
