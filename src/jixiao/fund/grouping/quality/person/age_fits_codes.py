"""诊断与年龄不符。"""

from ibis import ir

from jixiao.fund.grouping.quality import Severity, list_check
from jixiao.fund.grouping.quality.limited_codes import (
    counted_by_list,
    marked_lists,
    with_limits,
)


@list_check(
    code="QP02",
    title="诊断与年龄不符",
    says="与年龄不符的诊断 {above} 个，年龄 {below} 岁",
    severity=Severity.WARNING,
    basis="医保结算清单质控；技术规范 3.0（征求意见稿）的及时、完整、准确",
)
def age_fits_codes(
    discharges: ir.Table, discharge_diagnoses: ir.Table, diagnosis_codes: ir.Table
) -> ir.Table:
    """Return the lists with a diagnosis that is of other ages only."""
    rows = with_limits(
        discharges,
        discharge_diagnoses,
        diagnosis_codes,
        "diag_code",
        "least_age",
        "most_age",
        of_stay="age",
    )
    outside = (rows.age < rows.least_age).fill_null(False)
    outside |= (rows.age > rows.most_age).fill_null(False)
    wrong = counted_by_list(discharges, rows.filter(outside))
    return marked_lists(wrong, below=wrong.age)
