"""有手术收费没有手术编码。"""

from ibis import ir

from jixiao.fund.audit import Grade, rule
from jixiao.fund.records import is_stay, proven


@rule(
    code="CD10",
    title="有手术收费没有手术编码",
    says="收了手术费 {above:元}，清单没有手术操作",
    grade=Grade.SUSPECTED,
    basis="国家医保局智能监管“两库”框架体系：手术操作编码异常",
    of_order=False,
)
def operation_not_coded(
    audited_lines: ir.Table, audited_diagnoses: ir.Table, audited_operations: ir.Table
) -> ir.Table:
    """Return the settlements of stays with a list that were charged operations and list none."""
    lines = audited_lines.filter(
        audited_lines.med_chrgitm_type == "06", is_stay(audited_lines)
    )
    charged = lines.group_by("setl_id").aggregate(
        fee=lines.det_item_fee_sumamt.sum(),
        ended=lines.ended.max(),
        place=lines.fixmedins_code.max(),
    )
    listed = charged.semi_join(audited_diagnoses, "setl_id")
    rows = listed.anti_join(audited_operations, "setl_id")
    return proven(
        rows, key=rows.setl_id, on=rows.ended, place=rows.place, above=rows.fee
    )
