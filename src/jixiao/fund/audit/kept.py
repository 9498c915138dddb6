"""What an audit leaves behind: its findings, and what it could not ask."""

from jixiao.fund.records import Grain, KeptTable, RecordColumn, Sides, Unit

AUDIT_FINDINGS = KeptTable(
    name="audit_findings",
    title="审核标出的",
    grain=Grain("一条规则标出的一行", "key", "on", "place"),
    columns={
        "rule": RecordColumn("规则", Unit.CODE),
        "claim": RecordColumn("把握", Unit.CODE),
        "about": RecordColumn("标出的是什么", Unit.TEXT),
        "key": RecordColumn("编号", Unit.TEXT),
        "on": RecordColumn("日期", Unit.DAY),
        "place": RecordColumn("机构", Unit.TEXT),
        "psn_no": RecordColumn("人员编号", Unit.PERSON),
        "visit": RecordColumn("就诊或结算", Unit.TEXT),
        "above": RecordColumn("所说的数", Unit.NUMBER),
        "below": RecordColumn("所比的数", Unit.NUMBER),
        "cost": RecordColumn("涉及费用", Unit.FEN),
        "fund": RecordColumn("涉及基金", Unit.FEN),
        "counted": RecordColumn("计一次的涉及基金", Unit.FEN),
    },
    command="jixiao audit",
    does="审核",
    sides=Sides("counted", "cost", "计一次的涉及基金", "涉及费用"),
)

AUDIT_UNASKED = KeptTable(
    name="audit_unasked",
    title="审核没能问的",
    grain=Grain("一条规则没能问或没有问到的一个原因", "rule"),
    columns={
        "rule": RecordColumn("规则", Unit.CODE),
        "blind": RecordColumn("问了，但有些行没有问到", Unit.FLAG),
        "why": RecordColumn("原因", Unit.TEXT),
        "audited": RecordColumn("审核的期间", Unit.TEXT),
    },
    command="jixiao audit",
    does="审核",
)
