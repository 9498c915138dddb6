"""招采信用评价次数：一天的评价算一次。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven


@measure(
    code="LP07",
    title="招采信用评价次数",
    says="开展招采信用评价 {above} 次",
    kind=ValueKind.TOTAL,
    unit="次",
    words=(
        "招采信用评价|招采信用评级 -企业|率|家数|结果|户数",
        "?医药|价格|和|药品|耗材|开展|完成|工作|次数|次|数|的",
    ),
)
def ratings(firm_ratings: ir.Table) -> ir.Table:
    """Return a row for each day of the period for which firms were rated."""
    days = firm_ratings.select("rated_on").distinct()
    return proven(days, key=days.rated_on.strftime("%Y-%m-%d"), on=days.rated_on)
