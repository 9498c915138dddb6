"""人均医疗救助额。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven
from jixiao.measures.scopes import of_assisted


@measure(
    code="AS07",
    title="人均医疗救助额",
    says="救助 {below} 人，共 {above:元}",
    kind=ValueKind.MEAN,
    unit="元/人",
    better="",
    words=(
        "医疗救助|救助 人均 救助额|金额|标准|水平|支付|补助|资金|救助 -参保 -缺口 -增 -降",
        "人均 医疗救助|救助 金额|标准|水平|支付|补助|资金|额 -参保 -缺口 -增 -降",
        "人均 救助 水平|金额|标准|额|资金|支出 -参保 -缺口 -增 -降 -资助",
        "救助 人均 水平|金额|标准|额|支出 -参保 -缺口 -增 -降 -资助",
        "?医疗|直接|对象|额|金额|标准|住院|门诊|水平|救助|城乡|困难群众|人次|支付|获得",
    ),
    of_persons=True,
)
def assisted_a_person(
    settlements: ir.Table, *, care: str = "", identity: str = ""
) -> ir.Table:
    """Return a row for each person that assistance paid for."""
    rows = of_assisted(settlements, care, identity)
    heads = rows.group_by("psn_no").aggregate(
        first=rows.setl_time.min(), paid=rows.maf_pay.sum()
    )
    return proven(heads, key=heads.psn_no, on=heads["first"], above=heads.paid)
