"""老年人慎用药品。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import marked_lines, outside, years_old


@rule(
    code="DR22",
    title="老年人慎用药品",
    says="老年人慎用，费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="国家医保局智能监管“两库”框架体系：药品老年人慎用",
    about=Subject.LINE,
    kinds=("药品老年人慎用",),
    facts=("brdy",),
)
def drug_for_elderly(
    audited_lines: ir.Table, coded_points: ir.Table, *, old_years: int
) -> ir.Table:
    """Return the lines of drugs that points warn of for the old, of persons who are."""

    def is_younger(rows: ir.Table) -> ir.BooleanValue:
        return years_old(rows.brdy, rows.fee_ocur_time) < old_years

    return marked_lines(
        outside(audited_lines, coded_points, "药品老年人慎用", is_younger)
    )
