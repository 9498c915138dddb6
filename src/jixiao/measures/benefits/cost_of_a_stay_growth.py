"""次均住院费用增幅：今年的次均住院费用比上年同期增加的比例。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import beside_last_years_mean
from jixiao.measures.scopes import of_care


@measure(
    code="BE34",
    title="次均住院费用增幅",
    says="住院各次按上年同期的次均算 {below:元}，实际比它增减 {above:元}",
    kind=ValueKind.RATE,
    unit="%",
    better="lower",
    words=(
        "次均 住院 费用|费 增长率 -自付 -自费 -药 -耗材 -基金 -报销 -床日 -日均",
        "住院 次均|平均 费用|费 增长率 -自付 -自费 -药 -耗材 -基金 -报销 -床日 -日均",
        (
            "?医疗|医药|参保|人员|患者|参保人员|控制|医疗费|医药费|平均|总费用|费用|水平|较上年|比上年|同比|年|"
            "上年|较上年同期|上年同期|年度"
        ),
    ),
    course="stands",
)
def cost_of_a_stay_growth(
    settlements: ir.Table, settlements_before: ir.Table, *, scheme: str = ""
) -> ir.Table:
    """Return a row for each settlement of a stay, beside the mean of the same months a year before."""
    of_whom = scheme or "基本医保"
    return beside_last_years_mean(
        of_care(settlements, "住院", of_whom),
        of_care(settlements_before, "住院", of_whom),
    )
