"""项目限科室。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import marked_lines, of_department, outside


@rule(
    code="IT06",
    title="项目限科室",
    says="不在限定的科室开单，费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="国家医保局智能监管“两库”框架体系：项目限科室",
    about=Subject.LINE,
    kinds=("项目限科室",),
    facts=("bilg_dept_name",),
)
def item_for_department(audited_lines: ir.Table, coded_points: ir.Table) -> ir.Table:
    """Return the lines of items ordered by departments other than their points allow."""
    return marked_lines(
        outside(audited_lines, coded_points, "项目限科室", of_department)
    )
