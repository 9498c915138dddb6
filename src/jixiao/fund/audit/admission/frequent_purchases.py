"""频繁购药。"""

import ibis
from ibis import ir

from jixiao.fund.audit import Grade, rule
from jixiao.fund.records import proven


@rule(
    code="AD13",
    title="频繁购药",
    says="一年里第 {below} 次购药，涉及费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="框架体系：频繁购药",
)
def frequent_purchases(audited_claims: ir.Table, *, most_purchases: int) -> ir.Table:
    """Return what goes beyond the most of a person."""
    rows = audited_claims.filter(audited_claims.med_type.startswith("41"))
    in_order = ibis.window(group_by="psn_no", order_by=["setl_time", "setl_id"])
    rows = rows.mutate(nth=ibis.row_number().over(in_order) + 1)
    over = rows.filter(rows.nth > most_purchases)
    return proven(
        over,
        key=over.setl_id,
        on=over.began,
        place=over.fixmedins_code,
        above=over.medfee_sumamt.fill_null(0),
        below=over.nth,
    )
