"""长护险人均月支付额。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_care_benefit


@measure(
    code="LC04",
    title="长护险人均月支付额",
    says="{below} 人月，长护险支付 {above:元}",
    kind=ValueKind.MEAN,
    unit="元/人",
    better="",
    words=(
        "长护险|长期护理保险|长期护理|长护|失能 人均 支付|支出|待遇|补助 -参保",
        "人均 长护险|长期护理保险|长期护理|长护|失能 支付|支出|待遇|补助 -参保",
        "?重度|中度|中重度|待遇|人员|失能人员|重度失能|中重度失能|参保|服务|护理|保险|长护险|长期护理保险|失能|享受|保障|受益|领取|试点|支付|基金|支出|对象|金额|额|标准|水平|月|每月|补助|人均",
    ),
    of_persons=True,
)
def care_paid_a_month(care_benefits: ir.Table) -> ir.Table:
    """Return a row for each person and month, with what the fund paid."""
    of_month = care_benefits.group_by("psn_no", "service_month").aggregate(
        fund=care_benefits.fund.sum()
    )
    return by_care_benefit(of_month, above=of_month.fund)
