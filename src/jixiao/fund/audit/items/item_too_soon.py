"""项目间隔不足。"""

import ibis
from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import listed, marked_lines


@rule(
    code="IT08",
    title="项目间隔不足",
    says="距上一次 {below} 天又做一次",
    grade=Grade.SUSPECTED,
    basis="国家医保局智能监管“两库”框架体系：项目限支付疗程（间隔）",
    about=Subject.LINE,
    kinds=("项目限间隔",),
)
def item_too_soon(audited_lines: ir.Table, coded_points: ir.Table) -> ir.Table:
    """Return the lines of an item that follow one of the same person too soon."""
    listed_lines = listed(audited_lines, coded_points, "项目限间隔").distinct(
        on="bkkp_sn"
    )
    listed_lines = listed_lines.mutate(day=listed_lines.fee_ocur_time.date())
    of_person = ibis.window(group_by=["kp_id", "psn_no"], order_by=["day", "bkkp_sn"])
    listed_lines = listed_lines.mutate(
        gap=listed_lines.day.delta(listed_lines.day.lag().over(of_person), unit="day")
    )
    soon = listed_lines.filter(
        listed_lines.gap > 0, listed_lines.gap < listed_lines.least
    )
    return marked_lines(soon, below=soon.gap)
