"""长护险待遇享受人数，一人只算一次。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import first_of_persons


@measure(
    code="LC01",
    title="长护险待遇享受人数",
    says="长护险支付 {above} 人",
    kind=ValueKind.TOTAL,
    unit="人",
    better="",
    words=(
        "长护险|长期护理保险|长期护理|长护|失能 享受|待遇|保障|支付 人数 -参保 -评估 -认定 -申请 -人均",
        "长护险|长期护理保险|长期护理|长护|失能 享受|待遇|保障 人员 -参保 -评估 -认定 -申请 -率 -满意",
        (
            "长护险|长期护理保险|长期护理|长护|失能 享受|待遇|保障|支付|受益|惠及 人数|人员数量|人员数|人员 "
            "-参保 -评估 -认定 -申请 -率 -满意 -人次"
        ),
        "?重度|中度|中重度|待遇|人员|失能人员|重度失能|中重度失能|参保|服务|护理|保险|长护险|长期护理保险|失能|享受|保障|受益|领取|试点|支付|基金|支出|对象|惠及|数量|待遇享受|人数|老人|老年人|失能老人|失能老年人",
    ),
    of_persons=True,
)
def cared_for(care_benefits: ir.Table) -> ir.Table:
    """Return a row for each person, in the first month of care."""
    return first_of_persons(care_benefits, "service_month")
