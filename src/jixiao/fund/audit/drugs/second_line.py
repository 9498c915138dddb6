"""药品限二线。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import as_others, listed, marked_lines


@rule(
    code="DR19",
    title="药品限二线",
    says="没有先用一线药品，费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="国家医保局智能监管“两库”框架体系：药品限二线使用",
    about=Subject.LINE,
    kinds=("药品限二线",),
    of_order=False,
)
def second_line(
    audited_lines: ir.Table, coded_points: ir.Table, *, within_days: int
) -> ir.Table:
    """Return the lines of second-line drugs before which the person used none of their first line.

    A point names a drug of the first line in `other`; a drug without any named is not asked about.
    """
    listed_lines = listed(audited_lines, coded_points, "药品限二线")
    listed_lines = listed_lines.filter(listed_lines.other.notnull())
    used = as_others(audited_lines)
    met = listed_lines.join(
        used,
        [
            listed_lines.psn_no == used.other_person,
            listed_lines.other == used.other_code,
        ],
    )
    days = met.fee_ocur_time.date().delta(met.other_at.date(), unit="day")
    met = met.filter(days.between(0, within_days), met.other_at <= met.fee_ocur_time)
    return marked_lines(listed_lines.distinct(on="bkkp_sn").anti_join(met, "bkkp_sn"))
