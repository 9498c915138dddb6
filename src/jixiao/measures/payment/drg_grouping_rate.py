"""DRG 入组率：入了 DRG 组的出院病例。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven
from jixiao.measures.payment.drg_cases import GROUPED


@measure(
    code="PD13",
    title="DRG 入组率",
    says="出院病例 {below} 例，入 DRG 组 {above} 例",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "DRG 入组 率 -DIP -未 -失败",
        "DRG 病例|病案|出院病例|结算清单|病组 入组 率|成功率 -DIP -未 -失败",
        "病例|病案|出院病例 入组 率|成功率 @DRG -DIP -失败",
        "入组 率 @DRG -DIP",
        "?病组|成功|医保|病例|出院|住院|付费|数据|结算清单|清单|医疗机构|病案|支付方式|改革",
    ),
)
def drg_grouping_rate(drg_cases: ir.Table) -> ir.Table:
    """Return a row for each case that was tried; one of an operation beside its diagnosis is not grouped."""
    return proven(
        drg_cases,
        key=drg_cases.setl_id,
        on=drg_cases.setl_time,
        place=drg_cases.fixmedins_code,
        above=drg_cases.status == GROUPED,
    )
