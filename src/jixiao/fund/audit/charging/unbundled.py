"""分解收费。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import as_others, beside, once_a_line
from jixiao.fund.records import proven


@rule(
    code="CG08",
    title="分解收费",
    says="与所含的成套项目同一天分开收费，费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="国务院令第735号 第三十八条；国家医保局智能监管“两库”框架体系：分解收费",
    about=Subject.LINE,
    kinds=("分解收费",),
)
def unbundled(
    audited_lines: ir.Table, coded_points: ir.Table, *, least_parts: int
) -> ir.Table:
    """Return the lines of parts that were charged on the day that their bundle was."""
    met = beside(audited_lines, coded_points, "分解收费", as_others(audited_lines))
    is_same_day = met.fee_ocur_time.date() == met.other_at.date()
    met = met.filter(is_same_day, met.mdtrt_id == met.other_visit)
    parts = met.group_by("bkkp_sn").aggregate(parts=met.other_code.nunique())
    met = met.semi_join(parts.filter(parts.parts >= least_parts), "bkkp_sn")
    marks = proven(
        met,
        key=met.other_key,
        on=met.other_at,
        place=met.other_place,
        above=met.other_amount,
    )
    return once_a_line(marks)
