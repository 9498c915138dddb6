"""DRG 付费出院人次占比。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement
from jixiao.measures.payment.drg_cases import known_in_drg


@measure(
    code="PD15",
    title="DRG 付费出院人次占比",
    says="住院结算 {below} 次，入 DRG 组付费 {above} 次",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "DRG 出院|住院|病例|结算 人次|病例|例数 率 -DIP -入组 -基金 -费用 -未 -倍率",
        "DRG 付费|结算 人次|病例|例数|出院人次 占比|比例|率 -DIP -入组 -基金 -费用 -未 -倍率",
        "DRG 覆盖率 @病例|出院|住院人次 -DIP -机构",
        "?实现|实行|的|统筹区|占|全部|出院|住院|病例|人次|结算|开展|支付方式|改革|患者|医保|总|付费|数|占出院|占住院|总出院|付费方式|按",
    ),
)
def drg_share(drg_cases: ir.Table, inpatient_settlements: ir.Table) -> ir.Table:
    """Return a row for each stay that was settled."""
    rows = inpatient_settlements.filter(~inpatient_settlements.midway)
    rows = known_in_drg(rows, drg_cases)
    return by_settlement(rows, above=rows.known.notnull())
