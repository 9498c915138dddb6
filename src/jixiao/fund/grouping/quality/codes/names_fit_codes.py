"""诊断名称与编码不符。"""

from ibis import ir

from jixiao.fund.grouping.quality import Severity, list_check
from jixiao.fund.records import proven

_SIGNS = r"[\s,，.。;；:：、()（）\[\]［］【】\-—]"
"""What is not looked at: names are printed with and without them."""


@list_check(
    code="QC06",
    title="诊断名称与编码不符",
    says="编码表里叫别的名称的诊断 {above} 个",
    severity=Severity.WARNING,
    basis="医保结算清单质控；技术规范 3.0（征求意见稿）的及时、完整、准确",
)
def names_fit_codes(
    discharges: ir.Table, discharge_diagnoses: ir.Table, diagnosis_codes: ir.Table
) -> ir.Table:
    """Return the lists that call a diagnosis otherwise than the codes do; signs are not looked at.

    Where one code stands in several rows, of several times, any of their names will do.
    """
    known = diagnosis_codes.filter(diagnosis_codes.diag_name.notnull())
    named = known.select(known_code="diag_code", known_name=_plain(known.diag_name))
    coded = discharge_diagnoses.filter(discharge_diagnoses.diag_name.notnull())
    listed = coded.select("stay", "diag_code", listed_name=_plain(coded.diag_name))
    codes = named.select("known_code").distinct()
    checked = listed.semi_join(codes, [("diag_code", "known_code")])
    same = [("diag_code", "known_code"), ("listed_name", "known_name")]
    unlike = checked.anti_join(named, same)
    counted = unlike.group_by("stay").aggregate(unlike=unlike.count())
    wrong = discharges.join(counted, discharges.setl_id == counted.stay)

    return proven(
        wrong,
        key=wrong.setl_id,
        on=wrong.discharged_on,
        place=wrong.fixmedins_code,
        above=wrong.unlike,
        below=0,
    )


def _plain(name: ir.StringValue) -> ir.StringValue:
    return name.re_replace(_SIGNS, "").upper()
