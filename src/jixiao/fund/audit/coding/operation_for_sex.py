"""手术与性别不符。"""

from ibis import ir

from jixiao.fund.audit import Grade, rule
from jixiao.fund.audit.shapes import outside, same_sex
from jixiao.fund.records import proven


@rule(
    code="CD03",
    title="手术与性别不符",
    says="手术与性别不符",
    grade=Grade.CERTAIN,
    basis="国家医保局智能监管“两库”框架体系：手术与性别不符",
    kinds=("手术与性别不符",),
)
def operation_for_sex(audited_operations: ir.Table, coded_points: ir.Table) -> ir.Table:
    """Return the settlements with a code that its point does not allow for the person."""
    rows = outside(
        audited_operations,
        coded_points,
        "手术与性别不符",
        same_sex,
        code="oprn_oprt_code",
        key="setl_list_oprn_id",
        day="ended",
    )
    rows = rows.distinct(on="setl_id")
    return proven(
        rows, key=rows.setl_id, on=rows.ended, place=rows.fixmedins_code, above=0
    )
