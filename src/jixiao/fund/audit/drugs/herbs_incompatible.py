"""饮片配伍禁忌。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import as_others, beside, marked_lines


@rule(
    code="DR12",
    title="饮片配伍禁忌",
    says="同一天用了不宜同用的另一种，费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="国家医保局智能监管“两库”框架体系：饮片配伍禁忌",
    about=Subject.LINE,
    kinds=("饮片配伍禁忌",),
)
def herbs_incompatible(audited_lines: ir.Table, coded_points: ir.Table) -> ir.Table:
    """Return the lines of the second of two that should not be used on one day."""
    met = beside(audited_lines, coded_points, "饮片配伍禁忌", as_others(audited_lines))
    met = met.filter(met.fee_ocur_time.date() == met.other_at.date())
    return marked_lines(met.distinct(on="bkkp_sn"))
