"""The bureau's ledgers: what it paid, bought, held, inspected and answered in a period."""

from datetime import datetime, time, timedelta

import ibis
from ibis import ir

from jixiao.fund.records.declaration import RecordColumn, Unit, record
from jixiao.fund.records.periods import done_or_due, holding, within
from jixiao.fund.records.plain_text import plain_column
from jixiao.fund.records.proven import Grain
from jixiao.period import Period


@record(
    title="基金收支",
    grain=Grain("一种基金的一个月", "entry", "month", "insutype"),
    of="FUND_MONTH_D",
    adds={"entry": RecordColumn("险种和月份", Unit.TEXT)},
)
def months(fund_month_d: ir.Table, period: Period | None = None) -> ir.Table:
    """Return the fund's months."""
    rows = within(fund_month_d, "month", period)
    subsidy = rows.fiscal_subsidy.fill_null(0)
    entry = rows.insutype + "/" + rows.month.strftime("%Y-%m")
    return rows.mutate(entry=entry, fiscal_subsidy=subsidy)


@record(
    title="上年同月的基金收支",
    grain=Grain("一种基金上年的一个月，按当年的月份排", "entry", "month", "insutype"),
    of="FUND_MONTH_D",
    adds={"entry": RecordColumn("险种和上年的月份", Unit.TEXT)},
)
def months_before(fund_month_d: ir.Table, period: Period) -> ir.Table:
    """Return the fund's months of a year before, each under the month a year later."""
    entry = fund_month_d.insutype + "/" + fund_month_d.month.strftime("%Y-%m")
    later = fund_month_d.month + ibis.interval(years=1)
    rows = fund_month_d.mutate(entry=entry, month=later.cast("date"))
    return within(rows, "month", period)


@record(
    title="基金预算",
    grain=Grain("一种险种一年的预算", "insutype", "year_begins", "insutype"),
    of="FUND_BUDGET",
)
def fund_budgets(fund_budget: ir.Table) -> ir.Table:
    """Return what was budgeted for the funds' years."""
    return fund_budget


@record(
    title="参保登记变更",
    grain=Grain("办结或到期的一件登记变更", "change_no", "applied_on"),
    of="ENROL_CHANGE",
)
def changes(enrol_change: ir.Table, period: Period) -> ir.Table:
    """Return the registrations and changes that are done or due."""
    return done_or_due(within(enrol_change, "applied_on", period), "done_on", period)


@record(
    title="检查",
    grain=Grain("一次检查", "inspection_no", "inspected_on", "fixmedins_code"),
    of="INSPECTION",
)
def inspections(inspection: ir.Table, period: Period) -> ir.Table:
    """Return the inspections."""
    return within(inspection, "inspected_on", period)


@record(
    title="应兑现的举报奖励",
    grain=Grain("当期通知领取、没有放弃的一笔奖励", "tip_no", "noticed_on"),
    of="TIP_REWARD",
)
def rewards_due(tip_reward: ir.Table, period: Period) -> ir.Table:
    """Return the rewards of which notice was given, but for those waived; paid later is not paid."""
    rows = within(tip_reward, "noticed_on", period)
    rows = rows.filter(rows.waived.fill_null("0") != "1")
    is_paid = (rows.paid_on <= period.last).fill_null(False)
    return rows.mutate(paid_on=ibis.ifelse(is_paid, rows.paid_on, ibis.null("date")))


@record(
    title="已发放的举报奖励",
    grain=Grain("当期发放的一笔奖励", "tip_no", "paid_on"),
    of="TIP_REWARD",
)
def rewards_paid(tip_reward: ir.Table, period: Period) -> ir.Table:
    """Return the rewards that were paid, whenever notice of them was given."""
    return within(tip_reward, "paid_on", period)


@record(title="业务活动", grain=Grain("一次活动", "event_no", "held_on"), of="ACTIVITY")
def activities(activity: ir.Table, period: Period) -> ir.Table:
    """Return the trainings, publicity, journeys and other events."""
    return within(activity, "held_on", period)


@record(
    title="调查回答",
    grain=Grain("一份问卷的一个回答", "answer", "answered_on"),
    of="SATISFACTION",
    adds={"answer": RecordColumn("问卷和问题", Unit.TEXT)},
)
def answers(satisfaction: ir.Table, period: Period) -> ir.Table:
    """Return the answers to surveys."""
    rows = within(satisfaction, "answered_on", period)
    return rows.mutate(answer=rows.answer_no + "/" + rows.question)


@record(
    title="信息上传",
    grain=Grain("一家机构一天的一类数据", "upload", "occurred_on", "fixmedins_code"),
    of="UPLOAD",
    adds={"upload": RecordColumn("机构、类别和日期", Unit.TEXT)},
)
def uploads(upload: ir.Table, period: Period) -> ir.Table:
    """Return what institutions uploaded, by day and kind of data."""
    rows = within(upload, "occurred_on", period)
    day = rows.occurred_on.strftime("%Y-%m-%d")
    return rows.mutate(upload=rows.fixmedins_code + "/" + rows.kind + "/" + day)


@record(
    title="系统事件",
    grain=Grain("一次故障或停机", "incident_no", "reported_at", "system"),
    of="INCIDENT",
)
def incidents(incident: ir.Table, period: Period) -> ir.Table:
    """Return the incidents reported in the period."""
    return within(incident, "reported_at", period)


@record(
    title="系统停用",
    grain=Grain("期间内的一次故障", "incident_no", "down", "system"),
    of="INCIDENT",
    adds={
        "down": RecordColumn("期间内停用的开始", Unit.TIME),
        "up": RecordColumn("期间内停用的结束", Unit.TIME),
    },
)
def outages(incident: ir.Table, period: Period) -> ir.Table:
    """Return the failures that reach into the period, cut to it; planned downtime is none."""
    begins = datetime.combine(period.first, time())
    ends = datetime.combine(period.last + timedelta(days=1), time())
    rows = incident.filter(
        incident.planned.fill_null("0") != "1",
        incident.reported_at < ends,
        incident.restored_at.isnull() | (incident.restored_at > begins),
    )
    return rows.mutate(
        system=plain_column(rows.system),
        down=ibis.greatest(rows.reported_at, ibis.literal(begins)),
        up=ibis.least(rows.restored_at.fill_null(ends), ibis.literal(ends)),
    )


@record(
    title="信息系统",
    grain=Grain("运维台账里的一个系统", "system", place="system"),
    adds={"system": RecordColumn("系统名称", Unit.TEXT)},
)
def systems(incident: ir.Table) -> ir.Table:
    """Return the systems that the ledger of incidents has ever known."""
    return incident.select(system=plain_column(incident.system)).distinct()


@record(
    title="在用的信息系统",
    grain=Grain("到期末为止启用、期内还在用的一段使用", "use", "started_on", "system"),
    of="SYSTEM_USE",
    adds={"use": RecordColumn("系统和启用日期", Unit.TEXT)},
)
def systems_in_use(system_use: ir.Table, period: Period) -> ir.Table:
    """Return the systems that are in use on some day of the period, and since when."""
    rows = system_use.filter(system_use.started_on.notnull())
    rows = holding(rows, "started_on", "stopped_on", period.first, period.last)
    use = rows.system + "/" + rows.started_on.strftime("%Y-%m-%d")
    return rows.mutate(use=use)


@record(
    title="预算支付",
    grain=Grain("一次支付", "payment_no", "paid_date"),
    of="BUDGET_PAYMENT",
)
def payments(budget_payment: ir.Table, period: Period) -> ir.Table:
    """Return what the budget paid."""
    return within(budget_payment, "paid_date", period)


@record(
    title="采购验收",
    grain=Grain("一次验收", "delivery_no", "delivered_on"),
    of="DELIVERY",
)
def deliveries(delivery: ir.Table, period: Period) -> ir.Table:
    """Return what was accepted: all of it, where the ledger does not say how much."""
    rows = within(delivery, "delivered_on", period)
    return rows.mutate(
        accepted_quantity=rows.accepted_quantity.fill_null(rows.quantity)
    )
