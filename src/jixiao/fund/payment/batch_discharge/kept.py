"""What batches of discharges leave behind: rows that are only added to, undone by their negatives."""

from jixiao.fund.records import Grain, KeptTable, RecordColumn, Unit, declared_records
from jixiao.fund.records.netting import fund_fields, fund_title

_STAY = declared_records()["open_stays"].columns
BATCH_DISCHARGES = KeptTable(
    name="batch_discharges",
    title="集中办理出院",
    grain=Grain(
        "一批里的一次住院（或一年）的一次办理或撤销",
        "entry",
        "done_on",
        "fixmedins_code",
    ),
    columns={
        "entry": RecordColumn("批次、就诊、年份和办理或撤销", Unit.TEXT),
        "batch": RecordColumn("批次", Unit.TEXT),
        "undoes": RecordColumn("撤销", Unit.FLAG),
        "mdtrt_id": _STAY["mdtrt_id"],
        "psn_no": _STAY["psn_no"],
        "fixmedins_code": _STAY["fixmedins_code"],
        "kind": RecordColumn("类别", Unit.TEXT),
        "close_on": RecordColumn("出院日期", Unit.DAY),
        "year": RecordColumn("结算年度", Unit.NUMBER),
        "medfee_sumamt": RecordColumn("医疗费", Unit.FEN),
        "inscp_amt": RecordColumn("政策范围内费用", Unit.FEN),
        **{name: RecordColumn(fund_title(name), Unit.FEN) for name in fund_fields()},
        "fund_pay_sumamt": RecordColumn("基金支付", Unit.FEN),
        "psn_pay": RecordColumn("个人应付", Unit.FEN),
        "policy": RecordColumn("政策", Unit.TEXT),
        "done_on": RecordColumn("办理日期", Unit.DAY),
        "done_by": RecordColumn("办理人", Unit.TEXT),
    },
    command="jixiao discharge commit",
    does="集中办理",
)
"""Rows of batches; those of a batch and of its reversal add up to nothing."""
