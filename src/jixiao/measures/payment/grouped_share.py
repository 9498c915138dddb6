"""按病种付费出院人次占比。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement


@measure(
    code="PD10",
    title="按病种付费出院人次占比",
    says="住院结算 {below} 次，入组付费 {above} 次",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        (
            "按病种付费|DIP|按病种分值付费|病种付费 出院|住院|病例|结算 人次|病例|例数 率 -DRG -入组 -基金 -费用 "
            "-未 -特例"
        ),
        "按病种付费|DIP|按病种分值付费|病种付费 占比|比例 -DRG -入组 -基金 -费用 -未 -特例 -机构 -支出 -试点",
        "按病种付费|DIP|按病种分值付费|病种付费 覆盖率 @病例|出院|住院人次 -DRG -机构",
        (
            "按病种付费|DIP|按病种分值付费|病种付费|按病种 付费|结算 人次|病例|例数|出院人次 占比|比例|率 -DRG "
            "-入组 -基金 -费用 -未 -特例"
        ),
        "按病种付费|DIP付费|按病种分值付费 病例|出院病例|住院病例 覆盖率|覆盖面 -DRG -机构",
        "?实现|实行|的|统筹区|占|全部|出院|住院|病例|人次|结算|开展|支付方式|改革|患者|医保|总|付费|数|占出院|占住院|总出院",
    ),
)
def grouped_share(dip_cases: ir.Table, inpatient_settlements: ir.Table) -> ir.Table:
    """Return a row for each stay that was settled."""
    rows = inpatient_settlements.filter(~inpatient_settlements.midway)
    grouped = dip_cases.filter(dip_cases.dip_group.notnull())
    grouped = grouped.select(known="setl_id").distinct()
    rows = rows.left_join(grouped, rows.setl_id == grouped.known)
    return by_settlement(rows, above=rows.known.notnull())
