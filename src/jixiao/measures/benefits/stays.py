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
        "?结算|就医|参保|人员|患者|参保人员",
    ),
)
def stays(inpatient_settlements: ir.Table, *, scheme: str = "") -> ir.Table:
    """Return a row for each stay."""
    rows = of_codes(inpatient_settlements, "insutype", "scheme", scheme or "基本医保")
    rows = rows.filter(~rows.midway)
    return by_settlement(rows)
