"""日期先后不对。"""

from ibis import ir

from jixiao.fund.grouping.quality import Severity, list_check
from jixiao.fund.records import proven


@list_check(
    code="QS01",
    title="日期先后不对",
    says="出生、入院、出院、结算的先后有 {above} 处不对",
    severity=Severity.REFUSED,
    basis="医保结算清单质控；技术规范 3.0（征求意见稿）的及时、完整、准确",
)
def days_in_order(discharges: ir.Table) -> ir.Table:
    """Return the lists whose days do not follow one another."""
    rows = discharges
    faults = (
        (rows.brdy > rows.began).fill_null(False).cast("int64")
        + (rows.began > rows.discharged_on).fill_null(False).cast("int64")
        + (rows.discharged_on > rows.setl_time.date()).fill_null(False).cast("int64")
    )
    rows = rows.mutate(faults=faults)
    wrong = rows.filter(rows.faults > 0)

    return proven(
        wrong,
        key=wrong.setl_id,
        on=wrong.discharged_on,
        place=wrong.fixmedins_code,
        above=wrong.faults,
        below=1,
    )
