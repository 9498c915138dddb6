"""病种分值付费入组率：入了病种组的出院病例。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven


@measure(
    code="PD02",
    title="按病种分值付费入组率",
    says="出院病例 {below} 例，入组 {above} 例",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "DIP|按病种分值付费|病种分值|病种 入组 率|比例 -DRG",
        "入组 率 @DIP|按病种分值|病种分值|按病种付费|支付方式改革 -DRG",
        "病组|病种 入组 率 -DRG -失败",
        "DIP|按病种分值付费|病种分值|病种 病例|病案|出院病例 入组 率|成功率 -DRG",
        "病例|病案|出院病例|结算清单|病组 入组 率|成功率 @DIP|病种|支付方式 -DRG -失败",
        "?病组种|病组|成功|医保|病例|出院|住院|付费|数据|结算清单|清单|医疗机构|分组",
    ),
)
def grouping_rate(dip_cases: ir.Table) -> ir.Table:
    """Return a row for each case that was tried, as the last grouping left it."""
    return proven(
        dip_cases,
        key=dip_cases.setl_id,
        on=dip_cases.setl_time,
        place=dip_cases.fixmedins_code,
        above=dip_cases.dip_group.notnull(),
    )
