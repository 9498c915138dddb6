"""基金清算拨付及时率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_clearing
from jixiao.measures.scopes import of_clearing


@measure(
    code="CR01",
    title="基金清算拨付及时率",
    says="应拨付 {below} 笔，按期拨付 {above} 笔",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "清算|预付|预付金|周转金 及时率 -核对 -一致",
        "清算|预付|预付金|周转金 及时 拨付|到账|完成|支付 率",
        "清算|预付|预付金|周转金 拨付|支付|到账 及时率",
        "机构 结算|清算|拨付 及时率 -直接 -货款",
        "机构 及时 结算|清算|拨付 率 -直接 -货款",
        (
            "基金|医保基金|医疗费用|医药费用|医保费用|费用|结算资金|统筹基金 结算|拨付|清算|支付 及时率 -货款 "
            "-直接 -奖励 -零星 -手工 -报销 -救助 -津贴 -个人账户"
        ),
        (
            "基金|医保基金|医疗费用|医药费用|医保费用|费用|结算资金 及时|按期 结算|拨付|清算|支付 率 -货款 -直接 "
            "-奖励 -零星 -手工 -报销 -救助 -津贴 -个人账户"
        ),
        "清算|结算 及时率 @异地|救助 -货款 -直接 -奖励 -零星 -手工 -报销 -清单 -上传 -门诊 -慢",
        "结算款|结算费用|医保款|垫付资金|医疗费|申报费用 拨付|支付 及时率 -货款 -直接 -奖励 -零星 -手工 -报销 -津贴",
        "结算款|结算费用|医保款|垫付资金|医疗费 及时 拨付|支付 率 -货款 -直接 -奖励 -零星 -手工 -报销 -津贴",
        "?结算|资金|基金|费用|与|医疗机构|定点医疗机构|定点|机构|医保|医保基金|按规定|足额|医药机构|定点医药机构|及|月|医药费用|医疗费用|救助|异地就医|拨付|到账|完成|支付|金|对|两定|两定机构|到位|清算资金|异地|月结|月度|医疗|医疗保险|统筹基金|向|按月|医疗救助",
    ),
)
def cleared_in_time(clearings_due: ir.Table, *, clearing: str = "") -> ir.Table:
    """Return a row for each clearing due in the period."""
    rows = of_clearing(clearings_due, clearing)
    in_time = (rows.paid_on <= rows.due_date).fill_null(False)  # noqa: FBT003
    return by_clearing(rows, above=in_time)
