"""医疗救助付得比政策少的。"""

from ibis import ir

from jixiao.fund.outlook.rollcall import roll_call
from jixiao.fund.records import proven

_PAID = "paid"
"""What a resettlement compares with that is not another policy."""


@roll_call(
    code="RL06",
    title="医疗救助付得比政策少的",
    says="按政策应付 {above:元}，已付 {below:元}",
    to="待遇科",
    basis="国办发〔2021〕42号",
)
def paid_below_table(resettled: ir.Table) -> ir.Table:
    """Return the claims to which assistance paid less than the policy gives."""
    rows = resettled.filter(
        resettled.compared == _PAID, resettled.maf_pay > resettled.paid_maf_pay
    )
    return proven(
        rows,
        key=rows.psn_no,
        on=rows.setl_time,
        place=rows.fixmedins_code,
        above=rows.maf_pay,
        below=rows.paid_maf_pay,
    )
