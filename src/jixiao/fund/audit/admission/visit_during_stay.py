"""住院期间另有门诊或购药。"""

from ibis import ir

from jixiao.fund.audit import Grade, rule
from jixiao.fund.records import is_stay, proven


@rule(
    code="AD03",
    title="住院期间另有门诊或购药",
    says="住院期间在 {below} 次住院里另有结算，涉及费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="国务院令第735号 第三十八条",
)
def visit_during_stay(audited_claims: ir.Table, audited_stays: ir.Table) -> ir.Table:
    """Return the claims of visits on inner days of a stay of the same person."""
    spans = audited_stays.select("psn_no", stay_began="began", stay_ended="enddate")
    met = audited_claims.filter(~is_stay(audited_claims)).join(spans, "psn_no")
    met = met.filter(met.began > met.stay_began, met.began < met.stay_ended)
    counted = met.group_by("setl_id").aggregate(stays=met.count())
    rows = audited_claims.join(counted, "setl_id")
    return proven(
        rows,
        key=rows.setl_id,
        on=rows.began,
        place=rows.fixmedins_code,
        above=rows.medfee_sumamt.fill_null(0),
        below=rows.stays,
    )
