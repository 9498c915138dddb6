"""药品种类超标。"""

import ibis
from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import marked_lines
from jixiao.fund.records import is_stay


@rule(
    code="DR10",
    title="药品种类超标",
    says="同一天开了 {below} 种西药和中成药",
    grade=Grade.SUSPECTED,
    basis="框架体系：药品种类超标；种数取自公开的审核工具",
    about=Subject.LINE,
    facts=("list_type",),
)
def too_many_drugs(audited_lines: ir.Table, *, most_kinds: int) -> ir.Table:
    """Return the lines of drugs beyond the most kinds that one visit may get on a day."""
    rows = audited_lines.filter(
        audited_lines.list_type == "101", ~is_stay(audited_lines)
    )
    rows = rows.mutate(day=rows.fee_ocur_time.date())
    in_order = ibis.window(
        group_by=["psn_no", "mdtrt_id", "day"], order_by="hilist_code"
    )
    rows = rows.mutate(kinds=ibis.dense_rank().over(in_order) + 1)
    over = rows.filter(rows.kinds > most_kinds)
    return marked_lines(over, below=over.kinds)
