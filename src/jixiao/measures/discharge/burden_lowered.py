"""医院垫资负担降低率：应办的未结算住院的医疗费，集中办结了几成。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.discharge.still_open import closed_and_left
from jixiao.measures.grains import proven


@measure(
    code="BD09",
    title="医院垫资负担降低率",
    says="医院为应办的未结算住院垫着医疗费 {below:元}，集中办理出院结清 {above:元}",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "医院|医疗机构|机构 垫付|垫资 减轻|减少|降低|下降 率|比例|幅度",
        "减轻|减少|降低|下降 医院|医疗机构|机构 垫付|垫资 率|比例|幅度",
        "?基金|费用|的|压力|资金|金额|负担|医保|额",
    ),
)
def burden_lowered(
    batch_discharges: ir.Table,
    stays_left_open: ir.Table,
    *,
    in_hospital_days: int,
) -> ir.Table:
    """Return a row for each stay that was closed together, or should have been, by what it cost."""
    rows = closed_and_left(batch_discharges, stays_left_open, in_hospital_days)
    return proven(
        rows,
        key=rows.mdtrt_id,
        on=rows.on,
        place=rows.place,
        above=rows.is_closed.ifelse(rows.fees, 0),
        below=rows.fees,
    )
