"""Top-up insurance: who was insured by which product, and what it paid."""

from ibis import ir

from jixiao.fund.records.declaration import RecordColumn, Unit, record
from jixiao.fund.records.periods import SINCE, holding, with_since, within
from jixiao.fund.records.proven import Grain
from jixiao.period import Period


@record(
    title="商业健康大病保险参保",
    grain=Grain("期内在保的一人一个产品", "enrolled", "since", of_persons=True),
    of="TOPUP_ENROL",
    adds={**SINCE, "enrolled": RecordColumn("产品、人员和开始日期", Unit.TEXT)},
)
def topup_enrolments(topup_enrol: ir.Table, period: Period) -> ir.Table:
    """Return the terms of persons that hold on some day of the period."""
    rows = holding(topup_enrol, "begins_on", "ends_on", period.first, period.last)
    begins = rows.begins_on.strftime("%Y-%m-%d")
    named = rows.mutate(enrolled=rows["product"] + "/" + rows.psn_no + "/" + begins)
    return with_since(named, "begins_on", period)


@record(
    title="商业健康大病保险赔付",
    grain=Grain("一个产品对一次结算的赔付", "payout", "paid_on"),
    of="TOPUP_PAYOUT",
    adds={"payout": RecordColumn("产品和结算ID", Unit.TEXT)},
)
def topup_payouts_paid(
    topup_payout: ir.Table, period: Period | None = None
) -> ir.Table:
    """Return what products paid in the period, or ever."""
    rows = within(topup_payout, "paid_on", period)
    return rows.mutate(payout=rows["product"] + "/" + rows.setl_id)
