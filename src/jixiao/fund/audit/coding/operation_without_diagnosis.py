"""诊断与手术不符。"""

from ibis import ir

from jixiao.fund.audit import Grade, rule
from jixiao.fund.audit.shapes import listed
from jixiao.fund.records import proven


@rule(
    code="CD08",
    title="诊断与手术不符",
    says="清单的诊断里没有手术应有的诊断",
    grade=Grade.SUSPECTED,
    basis="国家医保局智能监管“两库”框架体系：诊断与手术不符",
    kinds=("诊断与手术不符",),
)
def operation_without_diagnosis(
    audited_operations: ir.Table, audited_diagnoses: ir.Table, coded_points: ir.Table
) -> ir.Table:
    """Return the settlements with an operation for which none of the diagnoses it is done for is listed."""
    listed_lines = listed(
        audited_operations, coded_points, "诊断与手术不符", "oprn_oprt_code", "ended"
    )
    met = listed_lines.semi_join(
        audited_diagnoses,
        [
            listed_lines.setl_id == audited_diagnoses.setl_id,
            listed_lines.other == audited_diagnoses.diag_code,
        ],
    )
    stated = listed_lines.semi_join(audited_diagnoses, "setl_id")
    rows = stated.anti_join(met, "setl_list_oprn_id").distinct(on="setl_id")
    return proven(
        rows, key=rows.setl_id, on=rows.ended, place=rows.fixmedins_code, above=0
    )
