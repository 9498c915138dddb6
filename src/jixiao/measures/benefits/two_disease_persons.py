"""“两病”门诊用药保障人数。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven
from jixiao.measures.scopes import of_two_diseases


@measure(
    code="BE17",
    title="“两病”门诊用药保障人数",
    says="“两病”门诊用药享受待遇 {above} 人",
    kind=ValueKind.TOTAL,
    unit="人",
    better="",
    words=(
        "两病|高血压糖尿病|高血压和糖尿病|高血压、糖尿病 保障|待遇|用药|受益|享受|报销 人数|人员|患者|数量 -住院",
        "两病|高血压|糖尿病 保障|待遇|用药|受益|享受|报销 人数|患者数|数量 -住院 -人次",
        "?门诊|用药|专项|保障|享受|待遇|高血压糖尿病|患者|居民|城乡|城乡居民|人员|两病|机制|糖尿病|高血压|病人|和|政策",
    ),
    of_persons=True,
)
def two_disease_persons(settlements: ir.Table, *, scheme: str = "居民") -> ir.Table:
    """Return a row for each person that the fund paid for, on the first day of it."""
    rows = of_two_diseases(settlements, scheme or "居民")
    heads = rows.group_by("psn_no").aggregate(first=rows.setl_time.min())
    return proven(heads, key=heads.psn_no, on=heads["first"])
