"""按病种分值付费的机构数。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven


@measure(
    code="PD08",
    title="按病种分值付费机构数",
    says="按病种分值清算 {above} 家机构",
    kind=ValueKind.TOTAL,
    unit="家",
    words=(
        "DIP|按病种分值付费|病种分值付费|按病种付费|按病种分值 医疗机构|机构|医院 数|数量|家数|个数 -DRG -覆盖率",
        "开展|实行|实施|纳入 DIP|按病种分值付费|病种分值付费|按病种付费 机构 数|数量|家数 -DRG -覆盖率",
        "?覆盖|住院|定点医疗机构|定点|支付方式|改革|付费|实施|开展|实行|纳入|的|医疗|付费方式|结算|医保|支付|开展住院服务|住院服务",
    ),
    course="stands",
)
def dip_institutions(dip_cleared: ir.Table, calendar: ir.Table) -> ir.Table:
    """Return a row for each institution that a year of the period was cleared with."""
    years = calendar.select(of_year=calendar.day.year().cast("string")).distinct()
    year = dip_cleared.year.cast("string")
    rows = dip_cleared.mutate(of_year=year).semi_join(years, "of_year")
    heads = rows.group_by("fixmedins_code").aggregate(rows=rows.count())
    return proven(heads, key=heads.fixmedins_code, on=None, place=heads.fixmedins_code)
