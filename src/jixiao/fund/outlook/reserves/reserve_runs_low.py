"""累计结余可支付月数过低。"""

import ibis
from ibis import ir

from jixiao.fund.outlook import SignalLevel, signal
from jixiao.fund.records import proven


@signal(
    falls=True,
    code="RE01",
    title="累计结余可支付月数过低",
    says="期末累计结余 {above:元}，月均支出 {below:元}",
    level=SignalLevel.WARNING,
    basis="人社部发〔2009〕67号",
)
def reserve_runs_low(months: ir.Table, *, least_months: int) -> ir.Table:
    """Return each fund's last month where its balance covers too few months of the period's outlay."""
    of_fund = ibis.window(group_by="insutype")
    rows = months.mutate(
        newest=months.month.max().over(of_fund),
        spent=months.outlay.sum().over(of_fund),
        count=months.month.count().over(of_fund),
    )
    last = rows.filter(rows.month == rows.newest)
    low = last.filter(last.balance * last["count"] < last.spent * least_months)
    return proven(
        low,
        key=low.entry,
        on=low.month,
        place=low.insutype,
        above=low.balance,
        below=low.spent // low["count"],
    )
