"""多项手术没有折价。"""

import ibis
from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import listed, marked_lines, once_a_line


@rule(
    code="CG17",
    title="多项手术没有折价",
    says="同日同一切口的第二项手术按全价收费，多收 {above:元}",
    grade=Grade.SUSPECTED,
    basis="国务院令第735号 第三十八条；国家医保局智能监管“两库”框架体系：手术未按规定折价",
    about=Subject.LINE,
    kinds=("手术未按规定折价",),
    facts=("pric_uplmt_amt",),
)
def operation_not_discounted(
    audited_lines: ir.Table, coded_points: ir.Table, *, most_percent: int
) -> ir.Table:
    """Return the operations after the dearest of a group on a day that cost more than their share.

    A point names the group of an operation in `allowed`; the full price is the line's own limit.
    """
    listed_lines = listed(audited_lines, coded_points, "手术未按规定折价")
    listed_lines = listed_lines.filter(
        listed_lines.pric_uplmt_amt.notnull(), listed_lines.allowed.notnull()
    )
    listed_lines = listed_lines.mutate(day=listed_lines.fee_ocur_time.date())
    together = ["psn_no", "mdtrt_id", "day", "allowed"]
    dearest_first = ibis.window(
        group_by=together,
        order_by=[ibis.desc("pric_uplmt_amt"), ibis.desc("pric"), "bkkp_sn"],
    )
    listed_lines = listed_lines.mutate(
        dearest=listed_lines.hilist_code.first().over(dearest_first)
    )
    later = listed_lines.filter(listed_lines.hilist_code != listed_lines.dearest)
    price = later.pric_uplmt_amt * most_percent / 100
    excess = ((later.pric - price) * later.cnt * 100).round().cast("int64")
    over = later.mutate(excess=excess).filter(lambda row: row.excess > 0)
    return once_a_line(marked_lines(over, above=over.excess))
