"""手术操作编码无效。"""

from ibis import ir

from jixiao.fund.grouping.quality import Severity, list_check
from jixiao.fund.grouping.quality.limited_codes import counted_by_list, marked_lists


@list_check(
    code="QC03",
    title="手术操作编码无效",
    says="编码表里没有的手术操作 {above} 个",
    severity=Severity.REFUSED,
    basis="医保结算清单质控；技术规范 3.0（征求意见稿）的及时、完整、准确",
)
def known_operations(
    discharges: ir.Table, discharge_operations: ir.Table, operation_codes: ir.Table
) -> ir.Table:
    """Return the lists with an operation that the loaded codes do not have."""
    known = operation_codes.select(known_code="oprn_oprt_code").distinct()
    coded = discharge_operations.select("stay", "oprn_oprt_code")
    rows = coded.left_join(known, coded.oprn_oprt_code == known.known_code)
    unknown = rows.filter(rows.known_code.isnull())
    return marked_lists(counted_by_list(discharges, unknown), below=1)
