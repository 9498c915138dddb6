"""次均门诊费用增幅：今年的次均门诊费用比上年同期增加的比例。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import beside_last_years_mean
from jixiao.measures.scopes import of_care


@measure(
    code="BE35",
    title="次均门诊费用增幅",
    says="门诊各次按上年同期的次均算 {below:元}，实际比它增减 {above:元}",
    kind=ValueKind.RATE,
    unit="%",
    better="lower",
    words=(
        (
            "次均 门诊|门诊统筹|普通门诊|慢特病 费用|费 增长率 -住院 -自付 -自费 -药 -耗材 -基金 -报销"
        ),
        (
            "门诊|门诊统筹|普通门诊|慢特病 次均|平均 费用|费 增长率 -住院 -自付 -自费 -药 -耗材 -基金 -报销"
        ),
        (
            "?医疗|医药|参保|人员|患者|参保人员|就诊|就医|控制|医疗费|医药费|费用|水平|较上年|比上年|同比|年|上年|"
            "较上年同期|上年同期|年度"
        ),
    ),
    course="stands",
)
def cost_of_a_visit_growth(
    settlements: ir.Table,
    settlements_before: ir.Table,
    *,
    care: str = "",
    scheme: str = "",
) -> ir.Table:
    """Return a row for each settlement of a visit, beside the mean of the same months a year before."""
    kind, of_whom = care or "门诊", scheme or "基本医保"
    now = of_care(settlements, kind, of_whom)
    return beside_last_years_mean(now, of_care(settlements_before, kind, of_whom))
