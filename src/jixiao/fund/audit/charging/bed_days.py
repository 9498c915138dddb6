"""床位费超过住院天数。"""

import ibis
from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import beyond, marked_lines


@rule(
    code="CG07",
    title="床位费超过住院天数",
    says="住院 {below} 天以外又收的床位费 {above:元}",
    grade=Grade.CERTAIN,
    basis="国务院令第735号 第三十八条",
    about=Subject.LINE,
    facts=("ended",),
)
def bed_days(audited_lines: ir.Table, *, extra_days: int) -> ir.Table:
    """Return the bed lines of a stay that go over its days."""
    beds = audited_lines.filter(
        audited_lines.med_chrgitm_type == "01",
        audited_lines.med_type.startswith("2"),
        audited_lines.ended.notnull(),
    )
    beds = beds.mutate(
        days=ibis.greatest(beds.ended.delta(beds.began, unit="day"), 1) + extra_days
    )
    in_order = ibis.window(
        group_by=["psn_no", "mdtrt_id"],
        order_by=["fee_ocur_time", "bkkp_sn"],
        preceding=None,
        following=0,
    )
    beds = beds.mutate(
        reached=beds.cnt.sum().over(in_order), most=beds.days, kp_id="bkkp_sn"
    )
    over = beyond(beds)
    return marked_lines(over, above=over.excess, below=over.days)
