"""住院人数，一人只算一次。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import first_of_persons
from jixiao.measures.scopes import of_codes


@measure(
    code="BE31",
    title="住院人数",
    says="住院 {above} 人",
    kind=ValueKind.TOTAL,
    unit="人",
    better="",
    words=(
        "住院 人数 -救助 -率 -集中 -欠 -先",
        "住院 人数 -救助 -率 -集中 -欠 -先 -异地 -跨省 -陪 -未",
        "?就医|参保|人员|患者|参保人员|结算",
    ),
    of_persons=True,
)
def inpatients(inpatient_settlements: ir.Table, *, scheme: str = "") -> ir.Table:
    """Return a row for each person that stayed, on the first day of a settlement."""
    rows = of_codes(inpatient_settlements, "insutype", "scheme", scheme or "基本医保")
    return first_of_persons(rows, "setl_time")
