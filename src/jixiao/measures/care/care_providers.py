"""付过长护险待遇的护理服务机构数。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven


@measure(
    code="LC06",
    title="长护险护理服务机构数",
    says="护理服务机构 {above} 家",
    kind=ValueKind.TOTAL,
    unit="家",
    better="",
    words=(
        "长护险|长期护理保险|长期护理|长护 服务机构|定点机构|护理机构|机构 数",
        "护理服务机构|定点护理机构|护理机构|护理站 数 -满意",
        (
            "长护险|长期护理保险|长期护理|长护|护理 "
            "服务机构|定点机构|护理机构|定点服务机构|机构|定点护理服务机构 数|数量|家数 -满意 -检查 -考核 -评估"
        ),
        "?定点|护理|服务|保险|试点|长护险|长期护理保险|协议|签约|提供|纳入|的",
    ),
)
def care_providers(care_benefits: ir.Table) -> ir.Table:
    """Return a row for each provider that was paid, in the first month of it."""
    rows = care_benefits.filter(care_benefits.provider.notnull())
    places = rows.group_by("provider").aggregate(first=rows.service_month.min())
    return proven(
        places, key=places.provider, on=places["first"], place=places.provider
    )
