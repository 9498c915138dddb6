"""资助参保人均金额：得到资助的人每人多少。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_person
from jixiao.measures.scopes import of_codes, of_holders, of_subsidised


@measure(
    code="EN20",
    title="资助参保人均金额",
    says="资助 {below} 人，合计 {above:元}",
    kind=ValueKind.MEAN,
    unit="元/人",
    better="",
    words=(
        "资助参保 人均|每人 资助额|金额|标准|资助 -缺口 -差",
        "人均|每人 资助参保 金额|标准|额 -缺口 -差",
        "资助 参保|参加 人均|每人 标准|金额 -缺口 -差",
        "资助 参保|参加 标准|金额|人均 -缺口 -差",
        "参保 资助 标准|人均 -缺口 -差",
        "?人员|对象|资金|个人缴费|居民医保|每年|人均|每人|资助|困难|标准|金额|个人|缴费",
    ),
    of_persons=True,
    course="stands",
)
def subsidy_a_person(
    enrolled_in_period: ir.Table,
    identities: ir.Table | None = None,
    *,
    scheme: str = "",
    identity: str = "",
) -> ir.Table:
    """Return a row for each person whose contribution was subsidised, with all that was paid for it."""
    rows = of_codes(enrolled_in_period, "insutype", "scheme", scheme)
    rows = of_subsidised(of_holders(rows, identities, identity))
    heads = rows.group_by("psn_no").aggregate(
        since=rows.since.min(),
        insu_admdvs=rows.insu_admdvs.min(),
        paid=rows.subsidy.sum(),
    )
    return by_person(heads, above=heads.paid)
