"""有手术没有手术费和耗材费。"""

from ibis import ir

from jixiao.fund.grouping.quality import Severity, list_check
from jixiao.fund.records import proven


@list_check(
    code="QM02",
    title="有手术没有手术费和耗材费",
    says="有手术 {above} 个，没有手术费和卫生材料费",
    severity=Severity.WARNING,
    basis="医保结算清单质控；技术规范 3.0（征求意见稿）的及时、完整、准确",
)
def operations_are_charged(
    discharges: ir.Table,
    discharge_operations: ir.Table,
    operation_codes: ir.Table,
    fee_lines: ir.Table,
) -> ir.Table:
    """Return the lists with an operation by its type and no charge of an operation or material."""
    surgical = operation_codes.filter(operation_codes.oprn_type.isin(["1", "2"]))
    surgical = surgical.select(surgical_code="oprn_oprt_code").distinct()
    coded = discharge_operations.select("stay", "oprn_oprt_code")
    done = coded.semi_join(surgical, coded.oprn_oprt_code == surgical.surgical_code)
    counted = done.group_by("stay").aggregate(operations=done.count())
    lines = fee_lines.select("mdtrt_id", "med_chrgitm_type")
    charged = lines.filter(lines.med_chrgitm_type.isin(["06", "08"])).select("mdtrt_id")
    rows = discharges.join(counted, discharges.setl_id == counted.stay)
    rows = rows.semi_join(lines, "mdtrt_id")
    wrong = rows.anti_join(charged, "mdtrt_id")

    return proven(
        wrong,
        key=wrong.setl_id,
        on=wrong.discharged_on,
        place=wrong.fixmedins_code,
        above=wrong.operations,
        below=1,
    )
