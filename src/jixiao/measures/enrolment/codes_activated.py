"""医保码激活人数：各地区期末以前最近一次统计之和。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_count_of_codes


@measure(
    code="EN16",
    title="医保码激活人数",
    says="激活医保码（医保电子凭证）{above} 人",
    kind=ValueKind.TOTAL,
    unit="人",
    words=(
        "医保码|医保电子凭证|电子凭证 激活|申领 人数|人数量|数量|数|量|用户数",
        "激活|申领 医保码|医保电子凭证|电子凭证 人数|数量",
        "?累计|参保|人员|群众|城乡居民|激活|申领|总|推广|完成",
    ),
    course="stands",
)
def codes_activated(activations: ir.Table) -> ir.Table:
    """Return a row for each area: how many had activated the code at its last count."""
    return by_count_of_codes(activations, above=activations.activated)
