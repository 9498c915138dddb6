"""重复收费。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import as_others, beside, in_span, once_a_line
from jixiao.fund.records import proven


@rule(
    code="CG01",
    title="重复收费",
    says="与所含的项目在同一时段重复收费，费用 {above:元}",
    grade=Grade.CERTAIN,
    basis="国务院令第735号 第三十八条；国家医保局智能监管“两库”框架体系：重复收费",
    about=Subject.LINE,
    kinds=("重复收费",),
)
def charged_beside(audited_lines: ir.Table, coded_points: ir.Table) -> ir.Table:
    """Return the lines of the item that a point says is part of another charged in the same span."""
    met = beside(audited_lines, coded_points, "重复收费", as_others(audited_lines))
    met = met.filter(in_span(met), met.fixmedins_code == met.other_place)
    marks = proven(
        met,
        key=met.other_key,
        on=met.other_at,
        place=met.other_place,
        above=met.other_amount,
    )
    return once_a_line(marks)
