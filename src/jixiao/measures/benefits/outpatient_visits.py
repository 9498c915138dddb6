"""门诊结算人次。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement
from jixiao.measures.scopes import of_care


@measure(
    code="BE07",
    title="门诊结算人次",
    says="门诊 {above} 人次",
    kind=ValueKind.TOTAL,
    unit="人次",
    better="",
    words=(
        "门诊|慢特病 结算|就诊|报销|待遇 人次",
        "门诊统筹|普通门诊|门诊慢特病|门诊大病 人次",
        "门诊 人次",
        (
            "门诊|慢特病|门诊统筹|门诊慢特病|门诊特殊病 享受|受益|补偿|支付|报销|结算|就诊|待遇 人次 -救助 -两病 "
            "-异地 -跨省 -认定"
        ),
        "?结算|就诊|报销|待遇|享受|参保|人员|患者|就医|费用|统筹|病种|职工|居民|共济|服务|购药|基金|慢特病|慢性病|门诊慢特病",
    ),
)
def outpatient_visits(
    settlements: ir.Table, *, care: str = "门诊", scheme: str = ""
) -> ir.Table:
    """Return a row for each outpatient settlement."""
    rows = of_care(settlements, care or "门诊", scheme or "基本医保")
    return by_settlement(rows)
