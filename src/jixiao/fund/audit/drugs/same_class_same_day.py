"""重复开药。"""

import ibis
from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import listed, marked_lines, once_a_line


@rule(
    code="DR20",
    title="重复开药",
    says="同一天开了同类的第 {below} 种药，费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="国务院令第735号 第三十八条；国家医保局智能监管“两库”框架体系：重复开药",
    about=Subject.LINE,
    kinds=("重复开药",),
)
def same_class_same_day(audited_lines: ir.Table, coded_points: ir.Table) -> ir.Table:
    """Return the lines of drugs of a class of which another was ordered on the day before them.

    A point names the class of a drug in `allowed`.
    """
    listed_lines = listed(audited_lines, coded_points, "重复开药")
    listed_lines = listed_lines.filter(listed_lines.allowed.notnull()).mutate(
        day=listed_lines.fee_ocur_time.date()
    )
    in_order = ibis.window(
        group_by=["psn_no", "mdtrt_id", "day", "allowed"], order_by="hilist_code"
    )
    listed_lines = listed_lines.mutate(nth=ibis.dense_rank().over(in_order) + 1)
    again = listed_lines.filter(listed_lines.nth > 1)
    return once_a_line(marked_lines(again, below=again.nth))
