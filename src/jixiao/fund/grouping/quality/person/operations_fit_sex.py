"""手术操作与性别不符。"""

from ibis import ir

from jixiao.fund.grouping.quality import Severity, list_check
from jixiao.fund.grouping.quality.limited_codes import coded_for_the_other_sex


@list_check(
    code="QP04",
    title="手术操作与性别不符",
    says="与性别不符的手术操作 {above} 个",
    severity=Severity.REFUSED,
    basis="医保结算清单质控；技术规范 3.0（征求意见稿）的及时、完整、准确",
)
def operations_fit_sex(
    discharges: ir.Table, discharge_operations: ir.Table, operation_codes: ir.Table
) -> ir.Table:
    """Return the lists with an operation that is of the other sex only."""
    return coded_for_the_other_sex(
        discharges, discharge_operations, operation_codes, "oprn_oprt_code"
    )
