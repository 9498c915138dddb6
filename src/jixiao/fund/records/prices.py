"""Decisions of price linkage, and the orders that came after them."""

import ibis
from ibis import ir

from jixiao.fund.records.declaration import RecordColumn, Unit, record
from jixiao.fund.records.periods import within
from jixiao.fund.records.proven import Grain
from jixiao.period import Period

_FEN = 100
CONSUMABLE = "3"
"""A medical consumable among the kinds of what is listed."""
LOWERED, LEFT, WITHDRAWN = "1", "2", "3"
"""What a decision did to a listed product, as PRICE_DECISION codes it."""


@record(
    title="药品挂网价格",
    grain=Grain("一个省份的一个挂网产品一次挂网", "listed", "begins_on", "province"),
    of="LISTED_PRICE",
    adds={"listed": RecordColumn("省份、产品编码和挂网日期", Unit.TEXT)},
)
def listed_prices(listed_price: ir.Table) -> ir.Table:
    """Return all listings of all provinces, those that ended too."""
    rows = listed_price
    begins = rows.begins_on.strftime("%Y-%m-%d")
    return rows.mutate(listed=rows.province + "/" + rows.listing_code + "/" + begins)


@record(
    title="价格名称对照",
    grain=Grain("一类名称的一种写法", "word", "reviewed_on"),
    of="PRICE_WORD",
    adds={"word": RecordColumn("名称类别和写法", Unit.TEXT)},
)
def price_words(price_word: ir.Table) -> ir.Table:
    """Return the ways of writing that somebody reviewed."""
    return price_word.mutate(word=price_word.kind + "/" + price_word.written)


@record(
    title="期内执行的价格联动决定",
    grain=Grain("一次联动里的一个挂网产品", "decided", "effective_on"),
    of="PRICE_DECISION",
    adds={"decided": RecordColumn("联动批次和产品编码", Unit.TEXT)},
)
def price_decisions(price_decision: ir.Table, period: Period) -> ir.Table:
    """Return the decisions of price linkage that take effect in the period."""
    rows = within(price_decision, "effective_on", period)
    return rows.mutate(decided=rows.linkage_no + "/" + rows.listing_code)


@record(
    title="期内的采购订单",
    grain=Grain("一张订单里一个挂网产品", "order_no", "ordered_on", "fixmedins_code"),
    of="PURCHASE_ORDER",
)
def orders(purchase_order: ir.Table, period: Period) -> ir.Table:
    """Return the orders of the period."""
    return within(purchase_order, "ordered_on", period)


@record(
    title="价格联动后的采购订单",
    grain=Grain(
        "联动后的一张订单的一个产品", "ordered", "ordered_on", "fixmedins_code"
    ),
    of="PURCHASE_ORDER",
    adds={
        "ordered": RecordColumn("订单编号和产品编码", Unit.TEXT),
        "linkage_no": RecordColumn("下单时有效的联动批次", Unit.TEXT),
        "decision": RecordColumn("处理", Unit.CODE),
        "old_price": RecordColumn("原挂网价", Unit.YUAN),
        "new_price": RecordColumn("联动后价格", Unit.YUAN),
        "saved": RecordColumn("比原挂网价少付的", Unit.FEN),
        "above": RecordColumn("比联动后价格多付的", Unit.FEN),
    },
)
def linked_orders(
    purchase_order: ir.Table, price_decision: ir.Table, period: Period
) -> ir.Table:
    """Return the orders of the period for products that a linkage in force has decided on.

    The last decision that took effect by the day of the order counts. A withdrawn product has no
    new price; all that is paid for it is above.
    """
    orders = within(purchase_order, "ordered_on", period)
    decided = price_decision.select(
        "listing_code", "linkage_no", "decision", "old_price", "new_price", "effective_on"
    )  # fmt: skip
    is_later = decided.effective_on <= orders.ordered_on
    both = orders.join(decided, [orders.listing_code == decided.listing_code, is_later])
    of_order = ibis.window(
        group_by=[both.order_no, both.listing_code],
        order_by=[both.effective_on.desc(), both.linkage_no.desc()],
    )
    both = both.mutate(nth=ibis.row_number().over(of_order))
    last = both.filter(both.nth == 0)
    wanted = ibis.ifelse(last.decision == WITHDRAWN, 0, last.new_price)
    is_above = (last.price > wanted).fill_null(False)
    return last.mutate(
        ordered=last.order_no + "/" + last.listing_code,
        saved=_fen(last.quantity * (last.old_price - last.price)),
        above=ibis.ifelse(is_above, _fen(last.quantity * (last.price - wanted)), 0),
    )


@record(
    title="医药企业失信事项",
    grain=Grain("一件失信事项", "event_no", "decided_on"),
    of="FIRM_EVENT",
)
def firm_events(firm_event: ir.Table, period: Period | None = None) -> ir.Table:
    """Return the events of firms whose documents are of the period, or all."""
    return within(firm_event, "decided_on", period)


def _fen(yuan: ir.Value) -> ir.Value:
    """Yuan of any digits in whole fen, rounded half up."""
    return (yuan.round(2).cast("decimal(18, 2)") * _FEN).cast("int64")
