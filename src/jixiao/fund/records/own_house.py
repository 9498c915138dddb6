"""What a bureau keeps of its own house: logs, accounts, money thrice booked, tests, reviews, opinion, site."""

from ibis import ir

from jixiao.fund.records.declaration import RecordColumn, Unit, record
from jixiao.fund.records.periods import holding, within
from jixiao.fund.records.proven import Grain
from jixiao.period import Period


@record(
    title="操作日志",
    grain=Grain("做的一步", "log_no", "done_at", "user_no"),
    of="OPERATION_LOG",
    streams=True,
)
def operation_logs(operation_log: ir.Table, period: Period) -> ir.Table:
    """Return the steps done in the period."""
    return within(operation_log, "done_at", period)


@record(
    title="账号",
    grain=Grain("一个账号的一段使用", "account_use", "opened_on", "user_no"),
    of="STAFF_ACCOUNT",
    adds={"account_use": RecordColumn("账号和启用日期", Unit.TEXT)},
)
def staff_accounts(staff_account: ir.Table) -> ir.Table:
    """Return the uses of accounts, those that ended too."""
    opened = staff_account.opened_on.strftime("%Y-%m-%d")
    return staff_account.mutate(account_use=staff_account.user_no + "/" + opened)


@record(
    title="代办授权",
    grain=Grain("及于期内的一次授权", "deputy_no", "begins_on", "user_no"),
    of="DUTY_DEPUTY",
)
def duty_deputies(duty_deputy: ir.Table, period: Period) -> ir.Table:
    """Return the deputies of the period."""
    return holding(duty_deputy, "begins_on", "ends_on", period.first, period.last)


@record(
    title="结账",
    grain=Grain("一个月的结账", "closing", "closed_on"),
    of="PERIOD_CLOSING",
    adds={"closing": RecordColumn("月份", Unit.TEXT)},
)
def period_closings(period_closing: ir.Table) -> ir.Table:
    """Return which months were closed, and when."""
    return period_closing.mutate(closing=period_closing.month.strftime("%Y-%m"))


@record(
    title="基金付款",
    grain=Grain("业务系统付出的一笔", "payment_no", "paid_on", "payee_no"),
    of="FUND_PAYMENT",
)
def fund_payments(fund_payment: ir.Table, period: Period) -> ir.Table:
    """Return the payments of the period."""
    return within(fund_payment, "paid_on", period)


@record(
    title="基金记账凭证",
    grain=Grain("一笔付款的记账", "voucher_no", "booked_on"),
    of="FUND_VOUCHER",
)
def fund_vouchers(fund_voucher: ir.Table) -> ir.Table:
    """Return the vouchers of all periods: a payment may be booked in the next."""
    return fund_voucher


@record(
    title="银行回单",
    grain=Grain("银行付出的一笔", "bank_no", "settled_on"),
    of="BANK_LINE",
)
def bank_lines(bank_line: ir.Table) -> ir.Table:
    """Return the lines of the bank of all periods: a payment may be settled in the next."""
    return bank_line


@record(
    title="收款账户",
    grain=Grain("一个收款方的一个账户", "holding", "begins_on", "payee_no"),
    of="PAYEE_ACCOUNT",
    adds={"holding": RecordColumn("收款方和账号", Unit.TEXT)},
)
def payee_accounts(payee_account: ir.Table) -> ir.Table:
    """Return the accounts that payees registered, those that ended too."""
    named = payee_account.payee_no + "/" + payee_account.account
    return payee_account.mutate(holding=named)


@record(
    title="内控测试",
    grain=Grain("一个样本的一次测试", "test_no", "tested_on", "point_no"),
    of="CONTROL_TEST",
)
def control_tests(control_test: ir.Table, period: Period) -> ir.Table:
    """Return the tests of the period."""
    return within(control_test, "tested_on", period)


@record(
    title="内部审计和内控评价",
    grain=Grain("期内出具报告的一次", "review_no", "reported_on", "kind"),
    of="CONTROL_REVIEW",
)
def control_reviews(control_review: ir.Table, period: Period) -> ir.Table:
    """Return the reviews whose report was issued in the period."""
    return within(control_review, "reported_on", period)


@record(
    title="舆情",
    grain=Grain("期内发现的一件舆情", "opinion_no", "found_at"),
    of="OPINION_CASE",
)
def opinion_cases(opinion_case: ir.Table, period: Period) -> ir.Table:
    """Return the opinions found in the period."""
    return within(opinion_case, "found_at", period)


@record(
    title="舆情简报",
    grain=Grain("期内印发的一期简报", "brief_no", "issued_on"),
    of="OPINION_BRIEF",
)
def opinion_briefs(opinion_brief: ir.Table, period: Period) -> ir.Table:
    """Return the briefs issued in the period."""
    return within(opinion_brief, "issued_on", period)


@record(
    title="政务公开巡检",
    grain=Grain("期内的一次巡检", "inspection_no", "inspected_on", "site"),
    of="SITE_INSPECTION",
)
def site_inspections(site_inspection: ir.Table, period: Period) -> ir.Table:
    """Return the inspections of sites in the period."""
    return within(site_inspection, "inspected_on", period)
