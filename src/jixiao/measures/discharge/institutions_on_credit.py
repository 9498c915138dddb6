"""先诊疗后付费机构覆盖率：有住院的机构里签过协议的。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven


@measure(
    code="BD07",
    title="先诊疗后付费机构覆盖率",
    says="有住院结算的机构 {below} 家，签过先诊疗后付费协议 {above} 家",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "先诊疗后付费|先住院后付费|先看病后付费 医疗机构|机构|医院 覆盖|开展|推行 率|面|比例",
        "医疗机构|机构|医院 先诊疗后付费|先住院后付费|先看病后付费 覆盖|开展|推行 率|面|比例",
        "先诊疗后付费|先住院后付费|先看病后付费 覆盖 率|面|比例 -患者|病人|人次|群众|对象",
        "?服务|定点|公立|县级|区域|实行|推行|开展|的|全覆盖",
    ),
)
def institutions_on_credit(
    inpatient_settlements: ir.Table, credit_agreements: ir.Table
) -> ir.Table:
    """Return a row for each institution with stays settled; above where it signed an agreement."""
    rows = inpatient_settlements
    hospitals = rows.group_by("fixmedins_code").aggregate(first=rows.setl_time.min())
    signed = credit_agreements.select(signed="fixmedins_code").distinct()
    joined = hospitals.left_join(signed, hospitals.fixmedins_code == signed.signed)
    return proven(
        joined,
        key=joined.fixmedins_code,
        on=joined["first"],
        place=joined.fixmedins_code,
        above=joined.signed.notnull(),
        below=1,
    )
