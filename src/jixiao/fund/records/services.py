"""What a bureau keeps of its services: calls, matters, claims by hand, codes, purchases by volume."""

import ibis
from ibis import ir

from jixiao.fund.records.declaration import RecordColumn, Unit, record
from jixiao.fund.records.periods import (
    SINCE,
    done_or_due,
    holding,
    with_since,
    within,
)
from jixiao.fund.records.proven import Grain
from jixiao.period import Period


@record(
    title="零星报销受理",
    grain=Grain("办结或到期的一件零星报销", "claim_no", "accepted_on"),
    of="MANUAL_CLAIM",
)
def manual_claims(manual_claim: ir.Table, period: Period) -> ir.Table:
    """Return the claims by hand accepted in the period that are done or due."""
    return done_or_due(within(manual_claim, "accepted_on", period), "done_on", period)


@record(
    title="经办办件",
    grain=Grain("办结或到期的一件业务", "matter_no", "accepted_on"),
    of="WINDOW_MATTER",
)
def matters(window_matter: ir.Table, period: Period) -> ir.Table:
    """Return the matters accepted in the period that are done or due."""
    return done_or_due(within(window_matter, "accepted_on", period), "done_on", period)


@record(
    title="经办受理",
    grain=Grain("受理的一件业务", "matter_no", "accepted_on"),
    of="WINDOW_MATTER",
)
def accepted_matters(window_matter: ir.Table, period: Period) -> ir.Table:
    """Return the matters accepted in the period."""
    return within(window_matter, "accepted_on", period)


@record(
    title="热线来电",
    grain=Grain("一次来电或一张工单", "call_no", "called_at"),
    of="HOTLINE_CALL",
)
def calls(hotline_call: ir.Table, period: Period) -> ir.Table:
    """Return the calls of the period."""
    return within(hotline_call, "called_at", period)


@record(
    title="热线工单",
    grain=Grain("办结或到期的一张工单", "call_no", "called_at"),
    of="HOTLINE_CALL",
)
def due_calls(hotline_call: ir.Table, period: Period) -> ir.Table:
    """Return the calls of the period that had to be dealt with, and are done or due."""
    rows = within(hotline_call, "called_at", period)
    rows = rows.filter(rows.due_date.notnull() | rows.closed_on.notnull())
    return done_or_due(rows, "closed_on", period)


@record(
    title="期内的异地就医备案",
    grain=Grain("期内开始的一次备案", "psn_no", "begndate", of_persons=True),
    of="FILING",
)
def filed_in_period(filing: ir.Table, period: Period) -> ir.Table:
    """Return the filings of care away that begin in the period."""
    return within(filing, "begndate", period)


@record(
    title="医保码激活",
    grain=Grain(
        "一个地区期末以前最近的一次统计", "insu_admdvs", "counted_on", "insu_admdvs"
    ),
    of="ECERT_COUNT",
)
def activations(ecert_count: ir.Table, period: Period) -> ir.Table:
    """Return the last count before the end of the period, of each area."""
    rows = ecert_count.filter(ecert_count.counted_on <= period.last)
    of_area = ibis.window(group_by="insu_admdvs")
    rows = rows.mutate(newest=rows.counted_on.max().over(of_area))
    return rows.filter(rows.counted_on == rows.newest)


@record(
    title="应到账的财政补助",
    grain=Grain("期内应到账的一笔补助", "subsidy_no", "due_on", "tier"),
    of="SUBSIDY_RECEIPT",
    adds={"in_time": RecordColumn("期末以前到账的金额", Unit.FEN)},
)
def subsidies_due(subsidy_receipt: ir.Table, period: Period) -> ir.Table:
    """Return the subsidies due in the period, and what of each had come by its end."""
    rows = within(subsidy_receipt, "due_on", period)
    has_come = (rows.received_on <= period.last).fill_null(False)
    return rows.mutate(in_time=ibis.ifelse(has_come, rows.amount.fill_null(0), 0))


@record(
    title="到账的财政补助",
    grain=Grain("期内到账的一笔补助", "subsidy_no", "received_on", "tier"),
    of="SUBSIDY_RECEIPT",
)
def subsidies_received(subsidy_receipt: ir.Table, period: Period) -> ir.Table:
    """Return the subsidies that came in the period."""
    return within(subsidy_receipt, "received_on", period)


@record(
    title="项目预算",
    grain=Grain("一次下达或调整", "budget_no", "effective_on"),
    of="PROJECT_BUDGET",
)
def project_budgets(project_budget: ir.Table, period: Period) -> ir.Table:
    """Return what projects were given in the period, and what was changed."""
    return within(project_budget, "effective_on", period)


@record(
    title="期内的带量采购",
    grain=Grain(
        "期内在采购周期里的一家机构一个品种", "contract", "since", "fixmedins_code"
    ),
    of="VOLUME_PURCHASE",
    adds={**SINCE, "contract": RecordColumn("机构、品种和开始日期", Unit.TEXT)},
)
def purchases_in_force(volume_purchase: ir.Table, period: Period) -> ir.Table:
    """Return the agreements of volume purchase that hold on some day of the period."""
    rows = holding(volume_purchase, "begins_on", "ends_on", period.first, period.last)
    return _named(with_since(rows, "begins_on", period))


@record(
    title="到期的带量采购",
    grain=Grain(
        "采购周期在期内结束的一家机构一个品种", "contract", "ends_on", "fixmedins_code"
    ),
    of="VOLUME_PURCHASE",
    adds={"contract": RecordColumn("机构、品种和开始日期", Unit.TEXT)},
)
def purchases_ended(volume_purchase: ir.Table, period: Period) -> ir.Table:
    """Return the agreements of volume purchase that end in the period."""
    return _named(within(volume_purchase, "ends_on", period))


def _named(rows: ir.Table) -> ir.Table:
    """Name each agreement by its institution, product and first day."""
    begins = rows.begins_on.strftime("%Y-%m-%d")
    return rows.mutate(contract=rows.fixmedins_code + "/" + rows.product + "/" + begins)
