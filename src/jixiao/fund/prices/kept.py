"""What a linkage of prices leaves behind: our products beside the reference, and what was not read."""

from jixiao.fund.records import Grain, KeptTable, RecordColumn, Unit

_LINK = "jixiao prices link"
STATES = {
    "1": "可联动",
    "2": "不高于参考价",
    "3": "没有可比的",
    "4": "没有读懂",
}
"""What came of comparing a product."""
LINK, KEEP, NO_PEERS, UNREAD = STATES

LINKED_PRICES = KeptTable(
    name="linked_prices",
    title="挂网价联动测算",
    grain=Grain("本地一个挂网产品", "listing_code", "on"),
    columns={
        "listing_code": RecordColumn("挂网产品编码", Unit.TEXT),
        "on": RecordColumn("测算日", Unit.DAY),
        "generic_name": RecordColumn("通用名", Unit.TEXT),
        "kind": RecordColumn("类别", Unit.TEXT),
        "maker": RecordColumn("生产企业", Unit.TEXT),
        "form": RecordColumn("剂型", Unit.TEXT),
        "spec": RecordColumn("规格", Unit.TEXT),
        "strength": RecordColumn("读成的含量和数量", Unit.TEXT),
        "price": RecordColumn("挂网价", Unit.YUAN),
        "state": RecordColumn("测算结果", Unit.CODE),
        "why": RecordColumn("说明", Unit.TEXT),
        "provinces": RecordColumn("可比的省份", Unit.NUMBER),
        "lowest": RecordColumn("最低价", Unit.YUAN),
        "lowest_at": RecordColumn("最低价的省份", Unit.TEXT),
        "reference": RecordColumn("参考价", Unit.YUAN),
        "reference_at": RecordColumn("参考价的省份", Unit.TEXT),
        "new_price": RecordColumn("联动后价格", Unit.YUAN),
        "ratio": RecordColumn("挂网价是最低价的几倍", Unit.SHARE),
        "flag": RecordColumn("标识", Unit.TEXT),
    },
    command=_LINK,
    does="测算",
)
UNREAD_OFFERS = KeptTable(
    name="unread_offers",
    title="没有读懂的挂网产品",
    grain=Grain("一个省份的一个挂网产品", "offer", "on", "province"),
    columns={
        "offer": RecordColumn("省份和挂网产品编码", Unit.TEXT),
        "on": RecordColumn("测算日", Unit.DAY),
        "province": RecordColumn("省份", Unit.TEXT),
        "listing_code": RecordColumn("挂网产品编码", Unit.TEXT),
        "generic_name": RecordColumn("通用名", Unit.TEXT),
        "spec": RecordColumn("规格", Unit.TEXT),
        "pack": RecordColumn("包装", Unit.TEXT),
        "why": RecordColumn("原因", Unit.TEXT),
    },
    command=_LINK,
    does="测算",
)
FIRM_RATINGS = KeptTable(
    name="firm_ratings",
    title="招采信用评价结果",
    grain=Grain("一天里的一家企业", "rated", "rated_on"),
    columns={
        "rated": RecordColumn("评价日期和企业", Unit.TEXT),
        "rated_on": RecordColumn("评价日期", Unit.DAY),
        "firm_code": RecordColumn("统一社会信用代码", Unit.TEXT),
        "firm_name": RecordColumn("企业名称", Unit.TEXT),
        "tier": RecordColumn("等级，空着的不评", Unit.TEXT),
        "events": RecordColumn("仍然有效的事项", Unit.NUMBER),
        "undecided": RecordColumn("评不了的事项", Unit.NUMBER),
    },
    command="jixiao prices credit --keep",
    does="评价",
)
