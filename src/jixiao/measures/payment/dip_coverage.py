"""按病种分值付费覆盖率：用病种分值结算的住院机构。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven


@measure(
    code="PD03",
    title="按病种分值付费机构覆盖率",
    says="有出院病例的机构 {below} 家，按病种分值清算 {above} 家",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "DIP|按病种分值付费|病种分值付费|按病种分值 医疗机构|机构|医院 覆盖 率|面 -DRG",
        "DIP|按病种分值付费|病种分值付费|按病种分值 覆盖 医疗机构|机构|医院 率|比例 -DRG",
        "DIP|按病种分值付费|病种分值付费|按病种分值|按病种付费 医疗机构|机构|医院 覆盖率|覆盖面|覆盖|全覆盖 -DRG",
        "医疗机构|机构|医院 DIP|按病种分值付费|病种分值付费 覆盖率|覆盖面|全覆盖 -DRG",
        "DIP|按病种分值付费|按病种付费 医疗机构|机构|医院 占比|比例|率 -DRG -入组 -考核 -检查",
        "?定点|支付方式|改革|付费|住院|符合条件|开展|实施|实行|统筹区|二级及以上|结算|付费方式|住院服务|面|的|实际",
    ),
)
def dip_coverage(dip_cleared: ir.Table, discharges: ir.Table) -> ir.Table:
    """Return a row for each institution with discharges, above where the year was cleared with it."""
    here = discharges.filter(discharges.area == "本地")
    hospitals = here.group_by("fixmedins_code").aggregate(since=here.setl_time.min())
    cleared = dip_cleared.select("year", of_cleared="fixmedins_code").distinct()
    joined = hospitals.left_join(
        cleared,
        (hospitals.fixmedins_code == cleared.of_cleared)
        & (hospitals.since.year() == cleared.year),
    )
    return proven(
        joined,
        key=joined.fixmedins_code,
        on=joined.since,
        place=joined.fixmedins_code,
        above=joined.of_cleared.notnull(),
    )
