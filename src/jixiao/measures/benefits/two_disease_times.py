"""“两病”门诊用药保障人次。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement
from jixiao.measures.scopes import of_two_diseases


@measure(
    code="BE18",
    title="“两病”门诊用药保障人次",
    says="“两病”门诊用药享受待遇 {above} 人次 -住院",
    kind=ValueKind.TOTAL,
    unit="人次",
    better="",
    words=(
        "两病|高血压糖尿病|高血压和糖尿病|高血压、糖尿病 人次",
        "两病|高血压|糖尿病 保障|待遇|用药|受益|享受|报销|结算 人次 -住院",
        "?门诊|用药|专项|保障|享受|待遇|患者|居民|城乡|城乡居民|人员|报销|结算|受益|糖尿病|高血压|和",
    ),
)
def two_disease_times(settlements: ir.Table, *, scheme: str = "居民") -> ir.Table:
    """Return a row for each outpatient settlement of them that the fund paid for."""
    return by_settlement(of_two_diseases(settlements, scheme or "居民"))
