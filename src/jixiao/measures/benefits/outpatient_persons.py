"""门诊待遇享受人数。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven
from jixiao.measures.scopes import of_care


@measure(
    code="BE24",
    title="门诊待遇享受人数",
    says="门诊享受待遇 {above} 人",
    kind=ValueKind.TOTAL,
    unit="人",
    better="",
    words=(
        (
            "门诊慢特病|门诊慢性病|门诊大病|慢特病|门诊统筹|普通门诊 享受|保障|受益|报销|待遇 人数 -两病 -认定 "
            "-新增 -暂停"
        ),
        "门诊 享受 待遇 人数 -两病 -认定 -新增 -暂停",
        "享受 门诊慢特病|门诊慢性病|门诊大病|慢特病|门诊统筹|普通门诊 待遇|保障 人数 -认定 -新增 -暂停",
        (
            "门诊慢特病|门诊慢性病|门诊大病|慢特病|慢性病|门诊统筹|普通门诊 享受|保障|受益|报销|待遇|惠及 "
            "人数|患者数|数量 -两病 -认定 -新增 -暂停 -率"
        ),
        (
            "享受|保障 门诊慢特病|门诊慢性病|门诊大病|慢特病|慢性病|门诊统筹|普通门诊 人数|患者数|数量 -认定 "
            "-新增 -暂停 -两病"
        ),
        "?待遇|享受|参保|人员|患者|医疗|保障|报销",
    ),
    of_persons=True,
)
def outpatient_persons(
    settlements: ir.Table, *, care: str = "门诊", scheme: str = ""
) -> ir.Table:
    """Return a row for each person that funds paid outpatient care for, on the first day of it."""
    rows = of_care(settlements, care or "门诊", scheme)
    rows = rows.filter(rows.fund_pay_sumamt > 0)
    heads = rows.group_by("psn_no").aggregate(first=rows.setl_time.min())
    return proven(heads, key=heads.psn_no, on=heads["first"])
