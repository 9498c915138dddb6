"""大病保险（含职工大额）人均赔付额。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven
from jixiao.measures.scopes import of_codes


@measure(
    code="BE22",
    title="大病保险人均赔付额",
    says="大病保险支付 {below} 人，合计 {above:元}",
    kind=ValueKind.MEAN,
    unit="元/人",
    better="",
    words=(
        "大病保险|大病 人均 减负|赔付|报销|补偿|支付 -保费 -筹资 -增 -降",
        "人均 大病保险|大病 赔付|报销|补偿|支付 -保费 -筹资 -增 -降",
        "?患者|参保|人员|金额|额|待遇|受益",
    ),
    of_persons=True,
    course="stands",
)
def major_disease_a_person(settlements: ir.Table, *, scheme: str = "") -> ir.Table:
    """Return a row for each person that the second layer paid for, with all it paid, on the first day."""
    rows = of_codes(settlements, "insutype", "scheme", scheme)
    rows = rows.filter(rows.hifmi_pay + rows.hifob_pay > 0)
    heads = rows.group_by("psn_no").aggregate(
        first=rows.setl_time.min(), paid=(rows.hifmi_pay + rows.hifob_pay).sum()
    )
    return proven(heads, key=heads.psn_no, on=heads["first"], above=heads.paid)
