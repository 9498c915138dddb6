"""耗材限科室。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import marked_lines, of_department, outside


@rule(
    code="IT16",
    title="耗材限科室",
    says="不在限定的科室使用，费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="国家医保局智能监管“两库”框架体系：耗材与科室不符",
    about=Subject.LINE,
    kinds=("耗材限科室",),
    facts=("bilg_dept_name",),
)
def consumable_for_department(
    audited_lines: ir.Table, coded_points: ir.Table
) -> ir.Table:
    """Return the lines of consumables ordered by departments other than their points allow."""
    return marked_lines(
        outside(audited_lines, coded_points, "耗材限科室", of_department)
    )
