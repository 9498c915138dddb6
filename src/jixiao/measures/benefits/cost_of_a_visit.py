"""次均门诊费用。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement
from jixiao.measures.scopes import of_care


@measure(
    code="BE28",
    title="次均门诊费用",
    says="门诊 {below} 次，总费用 {above:元}",
    kind=ValueKind.MEAN,
    unit="元/次",
    better="lower",
    words=(
        "次均 门诊|门诊慢特病|慢特病|门诊统筹 费用 -住院 -增 -降 -自付 -报销",
        "门诊|门诊慢特病|慢特病|门诊统筹 次均|平均 费用 -住院 -增 -降 -自付 -报销",
        "门诊|门诊统筹|普通门诊|慢特病 次均|平均|例均|均次 费用|费 -住院 -增 -降 -自付 -报销 -基金 -药",
        "次均|例均|均次 门诊|门诊统筹|普通门诊|慢特病 费用|费 -住院 -增 -降 -自付 -报销 -基金 -药",
        "?医疗|医药|参保|人员|患者|参保人员|就诊|就医|额|控制|水平|医疗费|医药费",
    ),
)
def cost_of_a_visit(
    settlements: ir.Table, *, care: str = "", scheme: str = ""
) -> ir.Table:
    """Return a row for each settlement of a visit."""
    rows = of_care(settlements, care or "门诊", scheme or "基本医保")
    return by_settlement(rows, above=rows.medfee_sumamt)
