"""减轻医院垫付的基金。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_batch_discharge


@measure(
    code="BD02",
    title="减轻医院垫付的基金",
    says="集中办理出院结清医院垫付的基金 {above:元}",
    kind=ValueKind.TOTAL,
    unit="元",
    words=(
        "医院|医疗机构|机构 垫付|垫资 减轻|减少|降低 金额|资金|负担|额 -率|比例|幅度",
        "减轻|减少|降低 医院|医疗机构|机构 垫付|垫资 金额|资金|负担|额 -率|比例|幅度",
        "医院|医疗机构|机构 垫付|垫资 负担|压力|金额|资金 减轻|减少|降低 -率|比例|幅度",
        "?基金|费用|的|压力|资金|金额|负担|医保",
    ),
)
def advances_lowered(batch_discharges: ir.Table) -> ir.Table:
    """Return a row for each row of the period's batches; what was taken back is negative."""
    return by_batch_discharge(
        batch_discharges, above=batch_discharges.fund_pay_sumamt.fill_null(0)
    )
