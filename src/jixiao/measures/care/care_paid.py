"""长护险基金支付金额。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_care_benefit


@measure(
    code="LC03",
    title="长护险基金支付金额",
    says="长护险支付 {above:元}",
    kind=ValueKind.TOTAL,
    unit="元",
    better="",
    words=(
        "长护险|长期护理保险|长期护理|长护|失能 支付|支出|赔付|拨付 金额|总额|资金",
        "长护险|长期护理保险|长期护理|长护|失能 基金|待遇 支付|支出",
        "长护险|长期护理保险|长期护理|长护|失能 支付|支出|赔付|拨付 额|金额|总额|资金 -人均 -率 -保费 -筹资",
        "长护险|长期护理 支出|赔付 -率 -人均 -保费 -筹资 -经费 -宣传 -购买",
        "?重度|中度|中重度|待遇|人员|失能人员|重度失能|中重度失能|参保|服务|护理|保险|长护险|长期护理保险|失能|享受|保障|受益|领取|试点|支付|基金|支出|对象|资金|金额|总额|总|医保",
    ),
    of_persons=True,
)
def care_paid(care_benefits: ir.Table) -> ir.Table:
    """Return a row for each person, month and kind of care, with what the fund paid."""
    return by_care_benefit(care_benefits, above=care_benefits.fund)
