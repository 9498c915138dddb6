"""DRG 付费基金支出占比。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement
from jixiao.measures.payment.drg_cases import known_in_drg


@measure(
    code="PD16",
    title="DRG 付费基金支出占比",
    says="住院基金支付 {below:元}，入 DRG 组付费 {above:元}",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "DRG 基金 支出|支付 率 -DIP -入组 -未 -基层 -机构",
        "DRG 医保基金|基金|统筹基金|住院基金 占比|比例|率|覆盖率 -DIP -入组 -未 -基层 -机构",
        "?付费|实现|实行|的|统筹区|占|全部|住院|基金支出|支出|支付|统筹|统筹基金|医保|医保基金|开展|支付方式|改革|总|基金|占住院|医保基金支出|支出的|住院医保基金|付费方式|按",
    ),
)
def drg_money_share(drg_cases: ir.Table, inpatient_settlements: ir.Table) -> ir.Table:
    """Return a row for each settlement of a stay."""
    rows = known_in_drg(inpatient_settlements, drg_cases)
    paid = rows.fund_pay_sumamt
    return by_settlement(rows, above=rows.known.notnull().ifelse(paid, 0), below=paid)
