"""救助对象人数：期初有救助身份的人，一人只算一次。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_person, each_person
from jixiao.measures.scopes import of_identity


@measure(
    code="EN08",
    title="救助对象人数",
    says="救助对象 {above} 人",
    kind=ValueKind.TOTAL,
    unit="人",
    better="",
    words=(
        "救助对象|困难群众|特困|低保|低收入|困难居民|困难人员 人数|数量|规模 -人次",
        "<identity> 人数|数量|规模|总数|人 -人次 -参保 -资助 -救助人 -未",
        "?医疗|人员|对象|人口|城乡|在册|纳入|范围|医疗救助|保障|认定|符合条件|救助",
    ),
    of_persons=True,
    course="stands",
)
def persons_of_identity(identities: ir.Table, *, identity: str = "") -> ir.Table:
    """Return a row for each person who holds an identity."""
    return by_person(each_person(of_identity(identities, identity or "困难群众")))
