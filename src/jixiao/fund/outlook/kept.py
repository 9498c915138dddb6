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
    },
    command="jixiao outlook signals",
    does="推算",
)
"""Past months beside what a forecast from the month before, with what was known then, expected."""
