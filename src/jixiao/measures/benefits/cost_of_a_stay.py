"""次均住院费用：住院总费用除以住院次数，中途结算的合为一次。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement
from jixiao.measures.scopes import of_codes


@measure(
    code="BE05",
    title="次均住院费用",
    says="住院 {below} 次，总费用 {above:元}",
    kind=ValueKind.MEAN,
    unit="元/次",
    better="lower",
    words=(
        "次均|例均 住院 费用",
        "住院 次均|均次|例均|平均 费用",
        "次均|例均 住院 费用|费 -自付 -增 -降 -药 -基金 -报销",
        "住院 次均|例均|平均 费用|费 -自付 -增 -降 -药 -基金 -报销 -床日 -日均",
        "每次|每人次 住院 费用 -自付 -增 -降 -药 -基金 -报销 -床日",
        "?医疗|医药|参保|人员|患者|参保人员|控制|总|医疗费|医药费|平均|水平|总费用",
    ),
)
def cost_of_a_stay(inpatient_settlements: ir.Table, *, scheme: str = "") -> ir.Table:
    """Return a row for each settlement of a stay; one that is not the last of its stay counts no time."""
    rows = of_codes(inpatient_settlements, "insutype", "scheme", scheme or "基本医保")
    return by_settlement(rows, above=rows.medfee_sumamt, below=~rows.midway)
