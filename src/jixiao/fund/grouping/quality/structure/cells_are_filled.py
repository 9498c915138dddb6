"""必填项空白。"""

from ibis import ir

from jixiao.fund.grouping.quality import Severity, list_check
from jixiao.fund.records import proven


@list_check(
    code="QS02",
    title="必填项空白",
    says="性别、出生日期、离院方式、出院日期空着 {above} 项",
    severity=Severity.REFUSED,
    basis="医保结算清单质控；技术规范 3.0（征求意见稿）的及时、完整、准确",
)
def cells_are_filled(discharges: ir.Table) -> ir.Table:
    """Return the lists that leave cells blank without which they cannot be grouped."""
    rows = discharges
    blank = sum(
        rows[name].isnull().cast("int64")
        for name in ("gend", "brdy", "dscg_way", "discharged_on")
    )
    rows = rows.mutate(blank=blank)
    wrong = rows.filter(rows.blank > 0)

    return proven(
        wrong,
        key=wrong.setl_id,
        on=wrong.discharged_on,
        place=wrong.fixmedins_code,
        above=wrong.blank,
        below=4,
    )
