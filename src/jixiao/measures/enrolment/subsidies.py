"""资助参保金额：当期参保得到的资助之和。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_person
from jixiao.measures.scopes import of_codes, of_holders, of_subsidised


@measure(
    code="EN10",
    title="资助参保金额",
    says="资助参保 {above:元}",
    kind=ValueKind.TOTAL,
    unit="元",
    better="",
    words=(
        "资助 参保 金额|资金|支出",
        "参保 资助|代缴 金额|资金|支出",
        "资助参保 @资助参保",
        "参保 资助|补贴|代缴 金额|资金|支出|额 -人均 -标准",
        "代缴 参保费|保费|缴费 金额|资金|支出",
        "?支出|金额|资金|个人缴费|人员|总|缴费|资助|代缴|补贴|困难|城乡|用于|用|医保费|医疗保险费|医",
    ),
    of_persons=True,
    course="stands",
)
def subsidies(
    enrolled_in_period: ir.Table,
    identities: ir.Table | None = None,
    *,
    scheme: str = "",
    identity: str = "",
) -> ir.Table:
    """Return a row for each enrolment that was subsidised."""
    rows = of_subsidised(of_codes(enrolled_in_period, "insutype", "scheme", scheme))
    rows = of_holders(rows, identities, identity)
    return by_person(rows, above=rows.subsidy)
