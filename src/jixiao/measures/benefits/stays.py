"""住院人次：结算的住院，中途结算的合为一次。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement
from jixiao.measures.scopes import of_codes


@measure(
    code="BE06",
    title="住院结算人次",
    says="住院 {above} 人次",
    kind=ValueKind.TOTAL,
    unit="人次",
    better="",
    words=(
        "住院 人次 -救助",
        "住院 人次 -救助 -异地 -跨省 -率 -集中 -欠 -先 -日间",
        "出院 人次 -救助 -异地 -率 -按病种 -DIP -DRG -集中",
        "?结算|就医|参保|人员|患者|参保人员|费用|医疗|服务|支付|报销|享受|享受待遇|待遇|补偿|受益|居民|次数|数|出院",
    ),
)
def stays(inpatient_settlements: ir.Table, *, scheme: str = "") -> ir.Table:
    """Return a row for each stay."""
    rows = of_codes(inpatient_settlements, "insutype", "scheme", scheme or "基本医保")
    rows = rows.filter(~rows.midway)
    return by_settlement(rows)
