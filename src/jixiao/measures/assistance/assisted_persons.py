"""医疗救助人数：当期得到医疗救助的人，一人只算一次。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven
from jixiao.measures.scopes import of_assisted


@measure(
    code="AS02",
    title="医疗救助人数",
    says="医疗救助 {above} 人",
    kind=ValueKind.TOTAL,
    unit="人",
    better="",
    words=(
        "医疗救助|直接救助|救助 人数|受益人数|受益人 -对象",
        "救助 人数|人员数量|人员数|困难群众数|受助人数 -对象 -人次 -申请 -慈善 -倾斜 -参保 -资助",
        "救助 <identity> 人数|数量 -参保 -资助 -人次 -申请",
        "?医疗救助|直接|医疗|享受|得到|受益|待遇|对象|人员|城乡|受助|获得|给予|实施|困难群众",
    ),
    of_persons=True,
)
def assisted_persons(
    settlements: ir.Table, *, care: str = "", identity: str = ""
) -> ir.Table:
    """Return a row for each person that assistance paid for, on the first day of it."""
    rows = of_assisted(settlements, care, identity)
    heads = rows.group_by("psn_no").aggregate(first=rows.setl_time.min())
    return proven(heads, key=heads.psn_no, on=heads["first"])
