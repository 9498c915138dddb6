"""长护险支付比例。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_care_benefit


@measure(
    code="LC05",
    title="长护险支付比例",
    says="护理费用 {below:元}，长护险支付 {above:元}",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "长护险|长期护理保险|长期护理|长护|失能 报销|支付|待遇|保障 比例 -参保 -评估 -满意",
        "长护险|长期护理保险|长期护理|长护 报销|支付|待遇|保障 比例|水平|率 -参保 -评估 -满意 -及时 -足额 -准确",
        "?重度|中度|中重度|待遇|人员|失能人员|重度失能|中重度失能|参保|服务|护理|保险|长护险|长期护理保险|失能|享受|保障|受益|领取|试点|支付|基金|支出|对象|费用|护理费用|基金支付|水平|医疗|护理服务|政策范围内|符合规定|符合规定的",
    ),
    of_persons=True,
)
def care_share(care_benefits: ir.Table) -> ir.Table:
    """Return a row for each month of care of which the fee is told."""
    rows = care_benefits.filter(care_benefits.fee.notnull())
    return by_care_benefit(rows, above=rows.fund, below=rows.fee)
