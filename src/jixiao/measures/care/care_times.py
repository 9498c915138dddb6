"""长护险待遇享受人次。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_care_benefit


@measure(
    code="LC02",
    title="长护险待遇享受人次",
    says="长护险支付 {above} 人次",
    kind=ValueKind.TOTAL,
    unit="人次",
    better="",
    words=(
        "长护险|长期护理保险|长期护理|长护|失能 享受|待遇|保障|支付|服务 人次 -参保 -评估 -认定 -申请",
        "长护险|长期护理保险|长期护理|长护|失能 人次 -参保 -评估 -认定 -申请",
        "长护险|长期护理保险|长期护理|长护|失能 享受|待遇|保障|支付|服务|受益 人次|人次数 -参保 -评估 -认定 -申请",
        "?重度|中度|中重度|待遇|人员|失能人员|重度失能|中重度失能|参保|服务|护理|保险|长护险|长期护理保险|失能|享受|保障|受益|领取|试点|支付|基金|支出|对象|惠及|上门",
    ),
    of_persons=True,
)
def care_times(care_benefits: ir.Table) -> ir.Table:
    """Return a row for each person, month and kind of care."""
    return by_care_benefit(care_benefits)
