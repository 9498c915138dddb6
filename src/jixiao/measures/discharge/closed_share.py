"""集中办理出院率：期末以前应办的未结算住院，集中办结了几成。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.discharge.still_open import closed_and_left
from jixiao.measures.grains import proven


@measure(
    code="BD08",
    title="集中办理出院率",
    says="应办的未结算住院 {below} 次，集中办结 {above} 次",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "集中办理|集中办结|批量办理 出院 率|比例 -费用|金额|垫",
        "未办|未办理|未结算 出院 集中办理|办理|办结 率|比例",
        "?上期|往年|历史|遗留|住院|结算|患者|病人|手续|完成|的",
    ),
)
def closed_share(
    batch_discharges: ir.Table,
    stays_left_open: ir.Table,
    *,
    in_hospital_days: int,
) -> ir.Table:
    """Return a row for each stay that was closed together, or should have been."""
    rows = closed_and_left(batch_discharges, stays_left_open, in_hospital_days)
    return proven(
        rows, key=rows.mdtrt_id, on=rows.on, place=rows.place, above=rows.is_closed
    )
