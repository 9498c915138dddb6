"""诊断与性别不符。"""

from ibis import ir

from jixiao.fund.grouping.quality import Severity, list_check
from jixiao.fund.records import proven


@list_check(
    code="QP01",
    title="诊断与性别不符",
    says="与性别不符的编码 {above} 个",
    severity=Severity.REFUSED,
    basis="医保结算清单质控；技术规范 3.0（征求意见稿）的及时、完整、准确",
)
def sex_fits_codes(
    discharges: ir.Table, discharge_diagnoses: ir.Table, diagnosis_codes: ir.Table
) -> ir.Table:
    """Return the lists with a diagnosis that is of the other sex only."""
    limited = diagnosis_codes.filter(diagnosis_codes.sex_limit.isin(["1", "2"]))
    limited = limited.select("sex_limit", limited_code="diag_code")
    coded = discharge_diagnoses.select("stay", "diag_code")
    rows = coded.join(limited, coded.diag_code == limited.limited_code)
    stays = discharges.select("setl_id", "gend")
    rows = rows.join(stays, rows.stay == stays.setl_id)
    other = rows.filter(rows.gend.isin(["1", "2"]), rows.gend != rows.sex_limit)
    counted = other.group_by("stay").aggregate(others=other.count())
    wrong = discharges.join(counted, discharges.setl_id == counted.stay)

    return proven(
        wrong,
        key=wrong.setl_id,
        on=wrong.discharged_on,
        place=wrong.fixmedins_code,
        above=wrong.others,
        below=1,
    )
