"""资助参保人数：当期参保得到资助的人，一人只算一次。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_person, each_person
from jixiao.measures.scopes import of_codes, of_holders, of_subsidised


@measure(
    code="EN04",
    title="资助参保人数",
    says="资助 {above} 人参保",
    kind=ValueKind.TOTAL,
    unit="人",
    words=(
        "资助 参保 人数|人次|人员",
        "资助 参加 人数|人次 @参加基本医疗保险|参加城乡居民|参加居民|参加职工|参加医疗保险|参加医保",
        "资助参保 -率",
        "参保 资助 人数|人次|人员|数量 -率",
        "代缴 参保|参保费|保费|缴费 人数|人次|数量 -率",
        "?人员|对象|参加|保险|享受|参保费|代缴|缴费|个人缴费|落实|符合|条件|困难|人口|得到|医保费|财政|政府|由|医",
    ),
    of_persons=True,
    course="stands",
)
def subsidised_persons(
    enrolled_in_period: ir.Table,
    identities: ir.Table | None = None,
    *,
    scheme: str = "",
    identity: str = "",
) -> ir.Table:
    """Return a row for each person whose contribution was subsidised."""
    rows = of_codes(enrolled_in_period, "insutype", "scheme", scheme)
    rows = of_holders(rows, identities, identity)
    return by_person(each_person(of_subsidised(rows)))
