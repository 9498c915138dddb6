"""What a bureau keeps of its own desk: checks of quality, tasks, letters, releases, staff, papers, matters."""

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
    title="业务抽查复核",
    grain=Grain("一次抽查", "check_no", "checked_on"),
    of="QUALITY_CHECK",
)
def quality_checks(quality_check: ir.Table, period: Period) -> ir.Table:
    """Return the checks of the bureau's own work."""
    return within(quality_check, "checked_on", period)


@record(
    title="到期的工作任务",
    grain=Grain("期内应完成的一项任务", "task_no", "due_date"),
    of="WORK_TASK",
    adds={
        "done": RecordColumn("期末以前完成", Unit.FLAG),
        "in_time": RecordColumn("按期完成", Unit.FLAG),
    },
)
def tasks_due(work_task: ir.Table, period: Period) -> ir.Table:
    """Return the tasks due in the period, each with whether it was done, and in time."""
    rows = within(work_task, "due_date", period)
    return rows.mutate(
        done=(rows.done_on <= period.last).fill_null(False),
        in_time=(rows.done_on <= rows.due_date).fill_null(False),
    )


@record(
    title="完成的工作任务",
    grain=Grain("期内完成的一项任务", "task_no", "done_on"),
    of="WORK_TASK",
)
def tasks_done(work_task: ir.Table, period: Period) -> ir.Table:
    """Return the tasks that were done in the period."""
    return within(work_task, "done_on", period)


@record(
    title="信访举报投诉",
    grain=Grain("期内收到的一件", "case_no", "received_on"),
    of="COMPLAINT",
)
def complaints(complaint: ir.Table, period: Period) -> ir.Table:
    """Return the letters, tips and complaints received in the period."""
    return within(complaint, "received_on", period)


@record(
    title="应办结的信访举报投诉",
    grain=Grain("办结或到期的一件", "case_no", "received_on"),
    of="COMPLAINT",
)
def complaints_due(complaint: ir.Table, period: Period) -> ir.Table:
    """Return those received in the period that are closed or due."""
    rows = within(complaint, "received_on", period)
    return done_or_due(rows, "closed_on", period)


@record(
    title="信息发布",
    grain=Grain("发布一次", "release_no", "released_on"),
    of="RELEASE",
)
def releases(release: ir.Table, period: Period) -> ir.Table:
    """Return what was published."""
    return within(release, "released_on", period)


@record(
    title="在岗人员",
    grain=Grain("期末在一个岗位上的一人", "staff_no", "since"),
    of="STAFF_ROSTER",
)
def staff_in_post(staff_roster: ir.Table, period: Period) -> ir.Table:
    """Return who is in a post on the last day of the period."""
    return holding(staff_roster, "since", "until", period.last, period.last)


@record(
    title="文件报告",
    grain=Grain("期内印发的一份", "paper_no", "issued_on"),
    of="PAPER",
)
def papers(paper: ir.Table, period: Period) -> ir.Table:
    """Return the papers and reports issued in the period."""
    return within(paper, "issued_on", period)


@record(
    title="可办的经办事项",
    grain=Grain("期末一个层级可办的一个事项", "matter", "since"),
    of="SERVICE_ITEM",
    adds={**SINCE, "matter": RecordColumn("事项和层级", Unit.TEXT)},
)
def service_items(service_item: ir.Table, period: Period) -> ir.Table:
    """Return what can be dealt with on the last day of the period, and at which level."""
    rows = holding(service_item, "opened_on", "closed_on", period.last, period.last)
    rows = rows.mutate(matter=rows.item + "/" + rows.office)
    return with_since(rows, "opened_on", period)


@record(
    title="基金清算拨付",
    grain=Grain("期内应拨付的一次清算", "clearing_no", "due_date"),
    of="FUND_CLEARING",
)
def clearings_due(fund_clearing: ir.Table, period: Period) -> ir.Table:
    """Return the clearings due in the period."""
    return within(fund_clearing, "due_date", period)


@record(
    title="已拨付的基金清算",
    grain=Grain("期内拨付的一次清算", "clearing_no", "paid_on"),
    of="FUND_CLEARING",
)
def clearings_paid(fund_clearing: ir.Table, period: Period) -> ir.Table:
    """Return the clearings that were paid in the period."""
    return within(fund_clearing, "paid_on", period)
