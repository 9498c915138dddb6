"""困难群众参保人数：期初的救助对象里期末参保的。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_person, each_person
from jixiao.measures.scopes import of_codes, of_identity


@measure(
    code="EN19",
    title="困难群众参保人数",
    says="困难群众参保 {above} 人",
    kind=ValueKind.TOTAL,
    unit="人",
    words=(
        (
            "困难群众|救助对象|低收入|困难人员|困难居民|特困|低保|返贫致贫|脱贫不稳定 参保 人数|人员数|数量|规模 "
            "-资助 -率"
        ),
        "困难群众|救助对象|低收入|困难人员|困难居民|特困|低保|返贫致贫|脱贫不稳定 参加 人数|数量 -资助 -率",
        "<identity> 参保|参加 人数|人员数|数量|规模 -资助 -率 -未 -代缴",
        "?医疗|人员|对象|人口|参加|保险|家庭|成员|参保|医保|群众|城乡",
    ),
    of_persons=True,
    course="stands",
)
def poor_insured(
    identities: ir.Table,
    enrolments: ir.Table,
    *,
    identity: str = "",
    scheme: str = "",
) -> ir.Table:
    """Return a row for each person who holds an identity and is enrolled at the end."""
    heads = each_person(of_identity(identities, identity or "困难群众"))
    insured = of_codes(enrolments, "insutype", "scheme", scheme or "基本医保")
    return by_person(heads.semi_join(insured, "psn_no"))
