"""困难群众参保率：期初有救助身份的人里，期末参加基本医保的。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_person, each_person
from jixiao.measures.scopes import of_codes, of_identity


@measure(
    code="EN09",
    title="困难群众参保率",
    says="困难群众 {below} 人，参保 {above} 人",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "困难群众|救助对象|低收入|困难人员|特困|低保 参保 率|覆盖率|全覆盖 -资助 -满意 -知晓",
        "<identity> 参保 率|覆盖率|全覆盖|比例 -资助 -满意 -知晓",
        "<identity> 应保尽保 -资助",
        "<identity> 基本医保|基本医疗保险|医疗保险|医保 覆盖率|覆盖面|覆盖比例|全覆盖 -资助 -救助率 -宣传",
        "?医疗|人员|对象|人口|参加|率|应保尽保|城乡居民医保|落实|覆盖|家庭|成员",
    ),
    of_persons=True,
    course="stands",
)
def poor_enrolment_rate(
    identities: ir.Table, enrolments: ir.Table, *, identity: str = ""
) -> ir.Table:
    """Return a row for each person who holds an identity."""
    heads = each_person(of_identity(identities, identity or "困难群众"))
    insured = of_codes(enrolments, "insutype", "scheme", "基本医保")
    insured = insured.select(insured="psn_no").distinct()
    rows = heads.left_join(insured, heads.psn_no == insured.insured)
    return by_person(rows, above=rows.insured.notnull())
