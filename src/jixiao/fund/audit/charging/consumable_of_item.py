"""项目与耗材重复收费。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import as_others, beside, once_a_line
from jixiao.fund.records import proven


@rule(
    code="CG12",
    title="项目与耗材重复收费",
    says="项目价格里已含的耗材又收费，费用 {above:元}",
    grade=Grade.CERTAIN,
    basis="国家医保局智能监管“两库”框架体系：项目与耗材重复收费",
    about=Subject.LINE,
    kinds=("项目与耗材重复收费",),
)
def consumable_of_item(audited_lines: ir.Table, coded_points: ir.Table) -> ir.Table:
    """Return the lines of consumables that the price of an item of the same day contains."""
    met = beside(
        audited_lines, coded_points, "项目与耗材重复收费", as_others(audited_lines)
    )
    is_same_day = met.fee_ocur_time.date() == met.other_at.date()
    met = met.filter(is_same_day, met.mdtrt_id == met.other_visit)
    marks = proven(
        met,
        key=met.other_key,
        on=met.other_at,
        place=met.other_place,
        above=met.other_amount,
    )
    return once_a_line(marks)
