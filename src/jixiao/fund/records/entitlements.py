"""What the insured are due beside settlements: care, entitlements, allowances, contributions, accounts."""

import ibis
from ibis import ir

from jixiao.fund.records.declaration import RecordColumn, Unit, record
from jixiao.fund.records.periods import done_or_due, within
from jixiao.fund.records.proven import Grain
from jixiao.period import Period


@record(
    title="长护险待遇",
    grain=Grain("一人一个月的一种服务", "psn_no", "service_month", of_persons=True),
    of="LTC_BENEFIT",
)
def care_benefits(ltc_benefit: ir.Table, period: Period) -> ir.Table:
    """Return what long-term care insurance paid for the months of the period."""
    return within(ltc_benefit, "service_month", period)


@record(
    title="待遇资格申请",
    grain=Grain("办结或到期的一次申请", "qual_no", "applied_on"),
    of="BENEFIT_QUAL",
)
def qualifications(benefit_qual: ir.Table, period: Period) -> ir.Table:
    """Return the applications of the period that are concluded or due."""
    rows = within(benefit_qual, "applied_on", period)
    return done_or_due(rows, "concluded_on", period)


@record(
    title="待遇资格认定",
    grain=Grain("期内作出结论的一次申请", "qual_no", "concluded_on"),
    of="BENEFIT_QUAL",
)
def qualifications_concluded(benefit_qual: ir.Table, period: Period) -> ir.Table:
    """Return the applications that were concluded in the period."""
    return within(benefit_qual, "concluded_on", period)


@record(
    title="生育津贴申领",
    grain=Grain("办结或到期的一次申领", "allowance_no", "accepted_on"),
    of="MATERNITY_ALLOWANCE",
)
def allowances(maternity_allowance: ir.Table, period: Period) -> ir.Table:
    """Return the allowances applied for in the period that are paid or due."""
    rows = within(maternity_allowance, "accepted_on", period)
    return done_or_due(rows, "paid_on", period)


@record(
    title="发放的生育津贴",
    grain=Grain("期内发放的一次津贴", "allowance_no", "paid_on"),
    of="MATERNITY_ALLOWANCE",
)
def allowances_paid(maternity_allowance: ir.Table, period: Period) -> ir.Table:
    """Return the allowances that were paid in the period."""
    return within(maternity_allowance, "paid_on", period)


@record(
    title="医保费征缴",
    grain=Grain("一个缴费主体一个险种一个月", "payer_no", "month"),
    of="CONTRIBUTION",
    adds={"come": RecordColumn("期末以前到账的金额", Unit.FEN)},
)
def contributions(contribution: ir.Table, period: Period) -> ir.Table:
    """Return what was due for the months of the period, and what of it had come by its end."""
    rows = within(contribution, "month", period)
    is_later = (rows.paid_on > period.last).fill_null(False)
    return rows.mutate(come=ibis.ifelse(is_later, 0, rows.paid.fill_null(0)))


@record(
    title="个人账户划入",
    grain=Grain("一人一个月", "psn_no", "month", of_persons=True),
    of="ACCOUNT_ENTRY",
)
def account_entries(account_entry: ir.Table, period: Period) -> ir.Table:
    """Return what was to be credited to personal accounts for the months of the period."""
    return within(account_entry, "month", period)


@record(
    title="风险预警推送",
    grain=Grain("推送一人一次", "alert_no", "pushed_on"),
    of="RISK_ALERT",
)
def risk_alerts(risk_alert: ir.Table, period: Period) -> ir.Table:
    """Return the alerts pushed in the period."""
    return within(risk_alert, "pushed_on", period)
