"""大病保险（含职工大额）受益人数，一人只算一次。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven
from jixiao.measures.scopes import of_codes


@measure(
    code="BE14",
    title="大病保险受益人数",
    says="大病保险支付 {above} 人",
    kind=ValueKind.TOTAL,
    unit="人",
    better="",
    words=(
        "大病保险|大病 享受|受益|报销|赔付|补偿|保障 待遇|报销|受益 人数",
        "享受 大病保险|大病 待遇|报销|补偿 人数",
        "大病保险|大病 受益人数|报销人数|享受人数|赔付人数|补偿人数|理赔人数",
        "大病保险|大病 享受|受益|报销|赔付|补偿|保障|惠及|理赔 人数|群众数量|人员数量|数量 -救助 -率 -参保",
        "?待遇|受益|享受|患者|报销|群众|人员|居民|参保",
    ),
    of_persons=True,
)
def major_disease_persons(settlements: ir.Table, *, scheme: str = "") -> ir.Table:
    """Return a row for each person that the second layer paid for, on the first day of it."""
    rows = of_codes(settlements, "insutype", "scheme", scheme)
    rows = rows.filter(rows.hifmi_pay + rows.hifob_pay > 0)
    heads = rows.group_by("psn_no").aggregate(first=rows.setl_time.min())
    return proven(heads, key=heads.psn_no, on=heads["first"])
