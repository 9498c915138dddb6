"""先诊疗后付费人次。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_agreement


@measure(
    code="BD04",
    title="先诊疗后付费人次",
    says="签订先诊疗后付费协议 {above} 份",
    kind=ValueKind.TOTAL,
    unit="人次",
    words=(
        "先诊疗后付费|先住院后付费|先看病后付费 人次|例数|份数|数量 -还款|金额|资金",
        "?患者|病人|签订|协议|服务|住院|困难群众|开展|实施|享受|办理|惠及",
    ),
)
def agreements(credit_agreements: ir.Table) -> ir.Table:
    """Return a row for each agreement signed in the period."""
    return by_agreement(credit_agreements)
