"""饮片味数过多。"""

import ibis
from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import marked_lines


@rule(
    code="DR24",
    title="饮片味数过多",
    says="同一天开了 {below} 味饮片",
    grade=Grade.SUSPECTED,
    basis="国家医保局智能监管“两库”框架体系：饮片超大处方",
    about=Subject.LINE,
    facts=("list_type",),
)
def many_herbs(audited_lines: ir.Table, *, most_herbs: int) -> ir.Table:
    """Return the lines of herbs beyond the most kinds of a visit's day."""
    herbs = audited_lines.filter(audited_lines.list_type == "102")
    herbs = herbs.mutate(day=herbs.fee_ocur_time.date())
    in_order = ibis.window(
        group_by=["psn_no", "mdtrt_id", "day"], order_by="hilist_code"
    )
    herbs = herbs.mutate(kinds=ibis.dense_rank().over(in_order) + 1)
    over = herbs.filter(herbs.kinds > most_herbs)
    return marked_lines(over, below=over.kinds)
