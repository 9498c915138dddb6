"""诊断与年龄不符。"""

from ibis import ir

from jixiao.fund.grouping.quality import Severity, list_check
from jixiao.fund.records import proven


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
    limited = diagnosis_codes.select("least_age", "most_age", limited_code="diag_code")
    coded = discharge_diagnoses.select("stay", "diag_code")
    rows = coded.join(limited, coded.diag_code == limited.limited_code)
    stays = discharges.select("setl_id", "age")
    rows = rows.join(stays, rows.stay == stays.setl_id)
    outside = (rows.age < rows.least_age).fill_null(False)
    outside |= (rows.age > rows.most_age).fill_null(False)
    other = rows.filter(outside)
    counted = other.group_by("stay").aggregate(others=other.count())
    wrong = discharges.join(counted, discharges.setl_id == counted.stay)

    return proven(
        wrong,
        key=wrong.setl_id,
        on=wrong.discharged_on,
        place=wrong.fixmedins_code,
        above=wrong.others,
        below=wrong.age,
    )
