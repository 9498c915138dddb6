"""周期超频次。"""

import ibis
from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import listed, marked_lines


@rule(
    code="CG06",
    title="周期超频次",
    says="{below} 天内又做一次，超出限定的次数",
    grade=Grade.SUSPECTED,
    basis="国家医保局智能监管“两库”框架体系：项目限周期频次",
    about=Subject.LINE,
    kinds=("项目限周期频次",),
)
def over_period_count(audited_lines: ir.Table, coded_points: ir.Table) -> ir.Table:
    """Return the lines of items done more often in some days than their points allow."""
    listed_lines = listed(audited_lines, coded_points, "项目限周期频次").distinct(
        on="bkkp_sn"
    )
    listed_lines = listed_lines.mutate(day=listed_lines.fee_ocur_time.date()).distinct(
        on=["kp_id", "psn_no", "day"]
    )
    in_order = ibis.window(group_by=["kp_id", "psn_no"], order_by="day")
    listed_lines = listed_lines.mutate(before=listed_lines.day.lag(1).over(in_order))
    listed_lines = listed_lines.mutate(
        gap=listed_lines.day.delta(listed_lines.before, unit="day")
    )
    over = listed_lines.filter(listed_lines.gap < listed_lines.span.cast("int64"))
    return marked_lines(over, below=over.gap)
