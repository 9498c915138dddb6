"""个人账户家庭共济人次。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement


@measure(
    code="IA06",
    title="个人账户家庭共济人次",
    says="家庭共济 {above} 人次",
    kind=ValueKind.TOTAL,
    unit="人次",
    better="",
    words=(
        "共济 人次|笔数 -绑定",
        "家庭共济|共济 使用|支付|结算|享受 人次|人次数|笔数|次数 -绑定",
        "?家庭|个人账户|账户|个账|使用|支付|职工|医保|享受|结算|门诊|家庭成员|就医|个人帐户|参保|待遇|服务",
    ),
)
def mutual_aid_times(settlements: ir.Table) -> ir.Table:
    """Return a row for each settlement that another's account paid for."""
    return by_settlement(settlements.filter(settlements.acct_mulaid_pay > 0))
