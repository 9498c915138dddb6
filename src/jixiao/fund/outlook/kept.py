"""What forecasts leave behind: what was expected of each month, a month before."""

from jixiao.fund.records.declaration import RecordColumn, Unit
from jixiao.fund.records.kept_table import KeptTable
from jixiao.fund.records.proven import Grain

FORESEEN = KeptTable(
    name="foreseen",
    title="推算与实际",
    grain=Grain("一种险种一类医疗的一个月", "entry", "month", "place"),
    columns={
        "entry": RecordColumn("险种、类别和月份", Unit.TEXT),
        "place": RecordColumn("险种和类别", Unit.TEXT),
        "month": RecordColumn("月份", Unit.DAY),
        "actual": RecordColumn("基金支付", Unit.FEN),
        "expected": RecordColumn("上月推算的", Unit.FEN),
        "low": RecordColumn("区间的下端", Unit.FEN),
        "high": RecordColumn("区间的上端", Unit.FEN),
        "error": RecordColumn("随机波动（标准误）", Unit.FEN),
    },
    command="jixiao outlook signals",
    does="推算",
)
"""Past months beside what a forecast from the month before, with what was known then, expected."""

WARNINGS = KeptTable(
    name="warnings",
    title="基金预警",
    grain=Grain("提出的一个预警", "code", "opened_on", "place"),
    columns={
        "code": RecordColumn("案件编号", Unit.TEXT),
        "signal": RecordColumn("信号", Unit.CODE),
        "place": RecordColumn("何处", Unit.TEXT),
        "month": RecordColumn("哪个月的", Unit.DAY),
        "level": RecordColumn("轻重", Unit.TEXT),
        "opened_on": RecordColumn("提出日期", Unit.DAY),
        "dealt_on": RecordColumn("发函、认定或决定不予处理的日期", Unit.DAY),
        "late": RecordColumn("有一步逾期", Unit.FLAG),
        "state": RecordColumn("状态", Unit.TEXT),
        "outcome": RecordColumn("结论", Unit.TEXT),
    },
    command="jixiao outlook warn",
    does="提出预警",
)
"""The warnings of the ledger of cases, as it stood when they were last opened or counted."""

BRIEFS = KeptTable(
    name="briefs",
    title="运行分析简报",
    grain=Grain("写过的一个月的简报", "digest", "written_on"),
    columns={
        "month": RecordColumn("哪个月的", Unit.DAY),
        "written_on": RecordColumn("写成日期", Unit.DAY),
        "digest": RecordColumn("内容的摘要", Unit.TEXT),
    },
    command="jixiao outlook brief",
    does="写简报",
)
"""The months of which a brief was written, each once, by its last writing."""

RELIEF_ALERTS = KeptTable(
    name="relief_alerts",
    title="因病致贫风险名单",
    grain=Grain("名单上的一人或一户", "psn_no", "month", "identity", of_persons=True),
    columns={
        "number": RecordColumn("名单里的序号", Unit.NUMBER),
        "list": RecordColumn("哪个名单", Unit.CODE),
        "psn_no": RecordColumn("人员或户的编号", Unit.PERSON),
        "month": RecordColumn("首次列入的月份", Unit.DAY),
        "seen": RecordColumn("最近一次看的月份", Unit.DAY),
        "identity": RecordColumn("救助身份", Unit.TEXT),
        "borne": RecordColumn("12 个月的个人负担", Unit.FEN),
        "line": RecordColumn("线", Unit.FEN),
        "state": RecordColumn("状态", Unit.TEXT),
        "closed_on": RecordColumn("认定、不认定或回到线下的日期", Unit.DAY),
    },
    command="jixiao outlook handover",
    does="列名单",
)
"""Persons and households whose burden passed its line, with what became of each since."""

_LOOKED_AT = RecordColumn("看的哪个月", Unit.DAY)

MONTH_VALUES = KeptTable(
    name="outlook_values",
    title="一个月看到的指标",
    grain=Grain("一个指标一处一个月的值", "code", "month", "place"),
    columns={
        "looked": _LOOKED_AT,
        "code": RecordColumn("指标", Unit.CODE),
        "by": RecordColumn("按什么看", Unit.TEXT),
        "place": RecordColumn("何处", Unit.TEXT),
        "month": RecordColumn("月份", Unit.DAY),
        "above": RecordColumn("分子", Unit.NUMBER),
        "below": RecordColumn("分母", Unit.NUMBER),
    },
    command="jixiao outlook look",
    does="看",
)
"""The indicators of two years until a month, by scheme, kind of care and institution."""

MONTH_SIGNALS = KeptTable(
    name="outlook_signals",
    title="一个月的预警信号",
    grain=Grain("站着的一个信号", "code", "looked", "place"),
    columns={
        "looked": _LOOKED_AT,
        "code": RecordColumn("信号", Unit.CODE),
        "place": RecordColumn("何处", Unit.TEXT),
        "named": RecordColumn("何处的名称", Unit.TEXT),
        "since": RecordColumn("自哪个月起", Unit.DAY),
        "level": RecordColumn("轻重", Unit.CODE),
        "above": RecordColumn("比的数", Unit.NUMBER),
        "below": RecordColumn("被比的数", Unit.NUMBER),
        "said": RecordColumn("说明", Unit.TEXT),
        "comes_from": RecordColumn("增减", Unit.TEXT),
        "groups": RecordColumn("增减的来源", Unit.TEXT),
    },
    command="jixiao outlook look",
    does="看",
)
"""The signals that stand in the months that were looked at, with what their changes come from."""

MONTH_FORECASTS = KeptTable(
    name="outlook_forecasts",
    title="一个月的推算",
    grain=Grain("一种险种一类医疗的一个月", "place", "month", "place"),
    columns={
        "looked": _LOOKED_AT,
        "place": RecordColumn("险种和类别", Unit.TEXT),
        "month": RecordColumn("月份", Unit.DAY),
        "actual": RecordColumn("实际的基金支付", Unit.FEN),
        "expected": RecordColumn("推算的", Unit.FEN),
        "low": RecordColumn("区间的下端", Unit.FEN),
        "high": RecordColumn("区间的上端", Unit.FEN),
        "said": RecordColumn("回测", Unit.TEXT),
    },
    command="jixiao outlook look",
    does="看",
)
"""What was paid and what is expected, as seen from the months that were looked at."""

LOOKED = KeptTable(
    name="outlook_looked",
    title="看过的月份",
    grain=Grain("看过的一个月", "parameters", "looked"),
    columns={
        "looked": _LOOKED_AT,
        "load": RecordColumn("收数到第几次", Unit.NUMBER),
        "parameters": RecordColumn("哪一套参数", Unit.TEXT),
        "unknown": RecordColumn("没有算的和说明", Unit.TEXT),
        "limits": RecordColumn("所用的限", Unit.TEXT),
        "names": RecordColumn("机构名称", Unit.TEXT),
    },
    command="jixiao outlook look",
    does="看",
)
"""The months that were looked at, and after which load."""
