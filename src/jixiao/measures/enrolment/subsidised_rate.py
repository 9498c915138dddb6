"""资助参保率：期初有救助身份的人里，当期参保得到资助的。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_person, each_person
from jixiao.measures.scopes import of_identity, of_subsidised


@measure(
    code="EN03",
    title="资助参保政策覆盖率",
    says="符合条件的 {below} 人中，{above} 人参保得到资助",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "资助 参保 覆盖率|率|比例|全覆盖",
        "应资尽资",
        "应助尽助 @参保|资助",
        "参保 资助 率|覆盖率|比例|全覆盖",
        "资助参保 率|比例",
        "参保 补贴|补助 享受|覆盖 率",
        "?落实|政策|符合|条件|资助|参加|人员|对象|应|符合资助条件|基本医疗保险|参保|缴费|个人缴费|保费|享受|率|应资尽资|困难|人口",
    ),
    of_persons=True,
    course="stands",
)
def subsidised_rate(
    identities: ir.Table, enrolled_in_period: ir.Table, *, identity: str = ""
) -> ir.Table:
    """Return a row for each person who holds an identity."""
    heads = each_person(of_identity(identities, identity or "困难群众"))
    helped = of_subsidised(enrolled_in_period).select(helped="psn_no").distinct()
    rows = heads.left_join(helped, heads.psn_no == helped.helped)
    return by_person(rows, above=rows.helped.notnull())
