"""生育待遇享受人次。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement
from jixiao.measures.scopes import of_care, once_a_stay


@measure(
    code="BE19",
    title="生育待遇享受人次",
    says="生育医疗待遇 {above} 人次",
    kind=ValueKind.TOTAL,
    unit="人次",
    better="",
    words=(
        "生育 人次",
        "生育 待遇|享受|报销|支付|结算|医疗 人次 -津贴",
        "?医疗|待遇|享受|保险|费用|报销|结算|参保|女职工|人员|职工|保障|支付|医疗费|住院|分娩|产前检查",
    ),
)
def maternity_times(settlements: ir.Table) -> ir.Table:
    """Return a row for each stay, and each other settlement, of maternity that a fund paid for."""
    rows = of_care(settlements, "生育")
    rows = rows.filter(rows.fund_pay_sumamt > 0)
    return by_settlement(once_a_stay(rows))
