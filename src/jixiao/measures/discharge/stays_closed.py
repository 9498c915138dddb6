"""集中办理出院人次。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven


@measure(
    code="BD01",
    title="集中办理出院人次",
    says="集中办理出院 {above} 人次",
    kind=ValueKind.TOTAL,
    unit="人次",
    better="",
    words=(
        "集中办理|集中办结|批量办理 出院 人次|人数|数量|数",
        "未办|未办理|未结算 出院 集中办理|办理 人次|人数|数量|数",
        "集中办理|集中办结|批量办理 出院 -率|比例|覆盖|金额",
        "?上期|往年|历史|遗留|住院|结算|患者|手续|的|及时|为|上年",
    ),
)
def stays_closed(batch_discharges: ir.Table) -> ir.Table:
    """Return a row for each stay that a batch of the period closed and none took back."""
    rows = batch_discharges
    stays = rows.group_by("mdtrt_id").aggregate(
        done=rows.undoes.ifelse(-1, 1).sum(),
        first=rows.done_on.min(),
        place=rows.fixmedins_code.min(),
    )
    closed = stays.filter(stays.done > 0)
    return proven(
        closed, key=closed.mdtrt_id, on=closed["first"], place=closed["place"]
    )
