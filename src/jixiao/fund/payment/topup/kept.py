"""What a product's year leaves behind: what was due on each bill, and what was paid."""

from jixiao.fund.records import Grain, KeptTable, RecordColumn, Unit, columns_of

TOPUP_DUES = KeptTable(
    name="topup_dues",
    title="商业健康大病保险应赔",
    grain=Grain("一个产品对一次结算的应赔", "due_of", "settled_on"),
    columns={
        "due_of": RecordColumn("产品和结算ID", Unit.TEXT),
        "product_year": RecordColumn("产品和年份", Unit.TEXT),
        **columns_of("settlements", "setl_id", "psn_no"),
        "settled_on": RecordColumn("结算日期", Unit.DAY),
        "due": RecordColumn("应赔", Unit.FEN),
        "paid": RecordColumn("已赔", Unit.FEN),
        "why": RecordColumn("为什么", Unit.TEXT),
    },
    command="jixiao topup",
    does="算应赔",
)
