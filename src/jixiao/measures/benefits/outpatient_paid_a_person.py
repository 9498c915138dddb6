"""门诊人均基金支付。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven
from jixiao.measures.scopes import of_care


@measure(
    code="BE25",
    title="门诊人均基金支付",
    says="门诊享受待遇 {below} 人，基金支付 {above:元}",
    kind=ValueKind.MEAN,
    unit="元/人",
    better="",
    words=(
        "门诊慢特病|门诊慢性病|慢特病|门诊统筹|普通门诊|门诊 人均 基金支出|基金支付|统筹支付|报销 -两病 -增 -降",
        "人均 门诊慢特病|门诊慢性病|慢特病|门诊统筹|普通门诊|门诊 基金支出|基金支付|统筹支付|报销 -两病 -增 -降",
        "人均 医保支付|医保报销|医保基金支付|医保补偿 @门诊|慢特病 -增 -降 -住院",
        "?待遇|享受|参保|人员|患者|医疗|金额|额|标准",
    ),
    of_persons=True,
    course="stands",
)
def outpatient_paid_a_person(
    settlements: ir.Table, *, care: str = "门诊", scheme: str = ""
) -> ir.Table:
    """Return a row for each person that funds paid outpatient care for, on the first day of it."""
    rows = of_care(settlements, care or "门诊", scheme)
    rows = rows.filter(rows.fund_pay_sumamt > 0)
    heads = rows.group_by("psn_no").aggregate(
        first=rows.setl_time.min(), paid=rows.fund_pay_sumamt.sum()
    )
    return proven(heads, key=heads.psn_no, on=heads["first"], above=heads.paid)
