"""Divisions of a region, what money went through them, and what they report."""

from ibis import ir

from jixiao.fund.records.declaration import RecordColumn, Unit, record
from jixiao.fund.records.periods import within
from jixiao.fund.records.proven import Grain
from jixiao.period import Period

RECEIVED, PROVIDED, ALLOCATED, SPENT = "1", "2", "3", "4"
"""Steps of a booking, as TRANSFER codes them."""
_BETWEEN = r"[\s()（）〔〕【】［］\[\]]"
"""What numbers of documents are written with otherwise: spaces and kinds of brackets."""


@record(
    title="医保区划",
    grain=Grain("一个区划代码的一段有效期", "division", "begins_on"),
    of="DIVISION",
)
def divisions(division: ir.Table) -> ir.Table:
    """Return all divisions that were ever in use."""
    return division


@record(
    title="转移支付资金流转",
    grain=Grain("一个地区账上的一笔", "transfer_no", "happened_on", "division"),
    of="TRANSFER",
)
def transfers(transfer: ir.Table, period: Period | None = None) -> ir.Table:
    """Return what divisions booked in the period, or ever: of both sides of a document."""
    return within(transfer, "happened_on", period)


@record(
    title="期内下达下级的资金",
    grain=Grain("下达下级的一笔", "transfer_no", "happened_on", "division"),
    of="TRANSFER",
    adds={"came_on": RecordColumn("收到来源文件的日期", Unit.DAY)},
)
def transfers_sent(transfer: ir.Table, period: Period) -> ir.Table:
    """Return what was allocated in the period, with the first day its document's money came."""
    came = transfer.filter(transfer.step == RECEIVED, transfer.amount > 0)
    came = came.group_by(
        holder=came.division,
        of_year=came.year,
        number=_number(came.document),
    ).aggregate(came_on=came.happened_on.min())
    sent = within(transfer, "happened_on", period)
    sent = sent.filter(sent.step == ALLOCATED, sent.amount > 0)
    same = (
        sent.division == came.holder,
        sent.year == came.of_year,
        _number(sent.source) == came.number,
    )
    return sent.left_join(came, same)


@record(
    title="期内从外面收到、本级安排和支出的资金",
    grain=Grain("收到、安排或支出的一笔", "transfer_no", "happened_on", "division"),
    of="TRANSFER",
)
def transfers_in_and_out(transfer: ir.Table, period: Period) -> ir.Table:
    """Return what crossed the border of the divisions that book here: no transfer between them."""
    inside = transfer.select(holder="division").distinct()
    rows = within(transfer, "happened_on", period)
    joined = rows.left_join(inside, rows.other == inside.holder)
    is_outside = (joined.step == RECEIVED) & joined.holder.isnull()
    return joined.filter(is_outside | joined.step.isin((PROVIDED, SPENT)))


@record(
    title="各地区指标完成情况",
    grain=Grain("一个地区一年的一项指标", "indicator", "year", "division"),
    of="DIVISION_RESULT",
)
def division_results(division_result: ir.Table) -> ir.Table:
    """Return what divisions reported of their indicators, of all years."""
    return division_result


@record(
    title="各地区人数指标的人员名单",
    grain=Grain("一个地区一年一项指标里的一个人", "psn_no", "year", "division"),
    of="DIVISION_PERSON",
)
def division_persons(division_person: ir.Table) -> ir.Table:
    """Return the persons whom divisions counted, of all years; one may stand in several."""
    return division_person


def _number(document: ir.Value) -> ir.Value:
    return document.re_replace(_BETWEEN, "")
