"""What paying leaves behind: points of groups, cases priced, months and hospitals of a year."""

from functools import partial

from jixiao.fund.records import (
    Grain,
    KeptTable,
    RecordColumn,
    Sides,
    Unit,
    columns_of,
)

_POINTS, _SETTLE = "jixiao dip points", "jixiao dip settle"
_stay = partial(columns_of, "discharges")

DIP_POINTS = KeptTable(
    name="dip_points",
    title="病种分值",
    grain=Grain("一个病种", "dip_group"),
    columns={
        "dip_group": RecordColumn("病种", Unit.CODE),
        "points": RecordColumn("分值，万分之一分", Unit.NUMBER),
        "cases": RecordColumn("计费用的例数", Unit.NUMBER),
        "same_price": RecordColumn("基层病种，各级系数为 1", Unit.FLAG),
        "source": RecordColumn("分值的来历：测算、论证", Unit.TEXT),
        "per_day": RecordColumn("按住院天数计", Unit.FLAG),
    },
    command=_POINTS,
    does="定分值",
)
DIP_SPECIAL = KeptTable(
    name="dip_special",
    title="特例单议通过的病例",
    grain=Grain("一个出院病例", "setl_id"),
    columns={
        **_stay("setl_id"),
        "year": RecordColumn("年度", Unit.NUMBER),
        "case": RecordColumn("案件编号", Unit.TEXT),
    },
    command="jixiao dip special keep",
    does="特例单议",
)
DIP_AUXILIARY = KeptTable(
    name="dip_auxiliary",
    title="辅助目录：各病种的分型",
    grain=Grain("一个病种的一型", "dip_group"),
    columns={
        "dip_group": RecordColumn("病种", Unit.CODE),
        "type": RecordColumn("分型", Unit.TEXT),
        "cases": RecordColumn("病种上年的例数", Unit.NUMBER),
        "typed": RecordColumn("这一型上年的例数", Unit.NUMBER),
        "cv": RecordColumn("分型前变异系数，万分之几", Unit.NUMBER),
        "cv_after": RecordColumn("分型后变异系数，万分之几", Unit.NUMBER),
        "trigger": RecordColumn("触发系数，万分之几", Unit.NUMBER),
        "adjustment": RecordColumn("调整系数，万分之几", Unit.NUMBER),
        "counts": RecordColumn("算不算", Unit.FLAG),
    },
    command=_POINTS,
    does="定分值",
)
DIP_STRUCTURE = KeptTable(
    name="dip_structure",
    title="病种的费用构成",
    grain=Grain("一个病种", "dip_group"),
    columns={
        "dip_group": RecordColumn("病种", Unit.CODE),
        "cases": RecordColumn("有明细的例数", Unit.NUMBER),
        "cost": RecordColumn("明细合计", Unit.FEN),
        "drugs": RecordColumn("药品费（西药、中药饮片、中成药）", Unit.FEN),
        "materials": RecordColumn("卫生材料费", Unit.FEN),
        "treatment": RecordColumn("治疗费，手术费不在内", Unit.FEN),
    },
    command=_POINTS,
    does="定分值",
)
DEVIATIONS = {
    "0": "正常",
    "1": "费用过低",
    "2": "费用过高",
    "3": "费用超高，没有公式",
    "4": "费用极端，没有公式",
    "5": "没有入组",
}
DIP_PRICED = KeptTable(
    name="dip_priced",
    title="病例的分值",
    grain=Grain("一个出院病例", "setl_id", "setl_time", "fixmedins_code"),
    columns={
        **_stay("setl_id", "psn_no", "fixmedins_code", "setl_time"),
        "year": RecordColumn("年度", Unit.NUMBER),
        "month": RecordColumn("月份", Unit.NUMBER),
        "dip_group": RecordColumn("病种", Unit.CODE),
        "kind": RecordColumn("病种的类别", Unit.TEXT),
        "points": RecordColumn("病种分值，万分之一分", Unit.NUMBER),
        "coefficient": RecordColumn("机构系数，万分之几", Unit.NUMBER),
        "type": RecordColumn("按哪一型调整", Unit.TEXT),
        "auxiliary": RecordColumn("辅助目录的系数，万分之几", Unit.NUMBER),
        "added": RecordColumn("新技术加分，万分之一分", Unit.NUMBER),
        "special": RecordColumn("特例单议通过，按费用计", Unit.FLAG),
        **_stay("medfee_sumamt"),
        "booked": RecordColumn("记账的基金", Unit.FEN),
        "deviation": RecordColumn("费用偏差", Unit.CODE),
        "case_points": RecordColumn("病例分值，百万分之一分", Unit.NUMBER),
        "fixed_points": RecordColumn("其中按年初点值付的，百万分之一分", Unit.NUMBER),
    },
    command=_SETTLE,
    does="结算",
    sides=Sides(
        "case_points", "medfee_sumamt", "百万分之一分", "费用", "deviation", DEVIATIONS
    ),
)
DIP_MONTHS = KeptTable(
    name="dip_months",
    title="月度预结算",
    grain=Grain("一家机构的一个月", "fixmedins_code", place="fixmedins_code"),
    columns={
        **_stay("fixmedins_code"),
        "year": RecordColumn("年度", Unit.NUMBER),
        "month": RecordColumn("月份", Unit.NUMBER),
        "points": RecordColumn("分值，百万分之一分", Unit.NUMBER),
        "value": RecordColumn("按年初点值折合", Unit.FEN),
        "others": RecordColumn("个人和其他支付", Unit.FEN),
        "prepaid": RecordColumn("预付", Unit.FEN),
        "retained": RecordColumn("留到年终", Unit.FEN),
    },
    command=_SETTLE,
    does="结算",
    sides=Sides("prepaid", "retained", "预付", "留到年终"),
)
DIP_CLEARED = KeptTable(
    name="dip_cleared",
    title="年度清算",
    grain=Grain("一家机构的一个年度", "fixmedins_code", place="fixmedins_code"),
    columns={
        **_stay("fixmedins_code"),
        "year": RecordColumn("年度", Unit.NUMBER),
        "cases": RecordColumn("病例", Unit.NUMBER),
        "points": RecordColumn("分值，百万分之一分", Unit.NUMBER),
        "cost": RecordColumn("总费用", Unit.FEN),
        "booked": RecordColumn("记账的基金", Unit.FEN),
        "share": RecordColumn("按分值应得的基金", Unit.FEN),
        "shared": RecordColumn("结余留用、超支分担以后", Unit.FEN),
        "assessment": RecordColumn("考核系数", Unit.TEXT),
        "assessed": RecordColumn("考核后", Unit.FEN),
        "deducted": RecordColumn("扣款", Unit.FEN),
        "paid": RecordColumn("已付", Unit.FEN),
        "due": RecordColumn("应付，负数为应收回", Unit.FEN),
        "budget_point_value": RecordColumn("年初点值，百万分之一元一分", Unit.NUMBER),
        "point_value": RecordColumn("结算点值，元一分，分数", Unit.TEXT),
        "fixed_points": RecordColumn(
            "其中按年初点值付的分值，百万分之一分", Unit.NUMBER
        ),
        "ratio": RecordColumn("基金支付比例，分数", Unit.TEXT),
        "fund": RecordColumn("可用基金", Unit.FEN),
        "terms": RecordColumn("按哪一套参数", Unit.CODE),
    },
    command=_SETTLE,
    does="清算",
    sides=Sides("share", "booked", "应得", "记账"),
)
DIP_TERMS = KeptTable(
    name="dip_terms",
    title="年度清算所用的参数",
    grain=Grain("一个参数", "key"),
    columns={
        "key": RecordColumn("参数", Unit.CODE),
        "year": RecordColumn("年度", Unit.NUMBER),
        "line": RecordColumn("值、级别和依据", Unit.TEXT),
        "sample": RecordColumn("是样例", Unit.FLAG),
    },
    command=_SETTLE,
    does="清算",
)

_CLEAR_AWAY, _CLOSE = "jixiao away clear", "jixiao bundles close"
CLEARED = {"1": "一致", "2": "金额不符", "3": "我方无", "4": "对方无"}
"""How a line of one side's clearing file stands to the other side's."""
AWAY_CLEARED = KeptTable(
    name="away_cleared",
    title="异地清算核对",
    grain=Grain("一对对上的行，或对不上的一行", "pair", "month", "other_side"),
    columns={
        "pair": RecordColumn("编号和次序", Unit.TEXT),
        "month": RecordColumn("核对的清算月份", Unit.DAY),
        "state": RecordColumn("核对结果", Unit.CODE),
        "why": RecordColumn("说明", Unit.TEXT),
        "other_side": RecordColumn("对方医保区划", Unit.TEXT),
        **columns_of(
            "outarea_lines",
            "is_refund",
            "setl_id",
            "psn_no",
            "insu_admdvs",
            "care_admdvs",
        ),
        "own_line": RecordColumn("我方的行", Unit.TEXT),
        "other_line": RecordColumn("对方的行", Unit.TEXT),
        "own_month": RecordColumn("我方列在哪个月", Unit.DAY),
        "other_month": RecordColumn("对方列在哪个月", Unit.DAY),
        "own_fund": RecordColumn("我方基金", Unit.FEN),
        "other_fund": RecordColumn("对方基金", Unit.FEN),
        "own_fees": RecordColumn("我方医疗费", Unit.FEN),
        "other_fees": RecordColumn("对方医疗费", Unit.FEN),
    },
    command=_CLEAR_AWAY,
    does="核对",
    sides=Sides("own_fund", "other_fund", "我方基金", "对方基金", "state", CLEARED),
)
AWAY_DISPUTES = KeptTable(
    name="away_disputes",
    title="异地清算争议",
    grain=Grain("立过案的一件争议", "code", "opened_on", "other_side"),
    columns={
        "code": RecordColumn("案件编号", Unit.TEXT),
        "other_side": RecordColumn("对方医保区划", Unit.TEXT),
        "opened_on": RecordColumn("立案日期", Unit.DAY),
        "decided_on": RecordColumn("认定日期", Unit.DAY),
        "late": RecordColumn("有一步逾期", Unit.FLAG),
        "state": RecordColumn("状态", Unit.TEXT),
        "outcome": RecordColumn("结论", Unit.TEXT),
    },
    command="jixiao away disputes",
    does="立争议",
)
"""The disputes of the ledger of cases, as it stood when they were last opened or counted."""
BUNDLE_CLOSED = KeptTable(
    name="bundle_closed",
    title="包干月结",
    grain=Grain("一家机构的一个月", "centre_month", "closed_on", "fixmedins_code"),
    columns={
        "centre_month": RecordColumn("机构和月份", Unit.TEXT),
        **_stay("fixmedins_code"),
        "closed_on": RecordColumn("月末", Unit.DAY),
        "round": RecordColumn("第几次月结", Unit.NUMBER),
        "persons": RecordColumn("应付的人数", Unit.NUMBER),
        "days": RecordColumn("应付的人日", Unit.NUMBER),
        "sessions": RecordColumn("付费的次数", Unit.NUMBER),
        "beyond": RecordColumn("超过月上限的次数", Unit.NUMBER),
        "due": RecordColumn("包干应付", Unit.FEN),
        "used": RecordColumn("包在里面的项目实际用了", Unit.FEN),
        "apart": RecordColumn("另外付的项目", Unit.FEN),
        "leaked": RecordColumn("包在里面又另收的", Unit.FEN),
        "opening": RecordColumn("上月结转", Unit.FEN),
        "carried": RecordColumn("结转下月", Unit.FEN),
    },
    command=_CLOSE,
    does="月结",
    sides=Sides("due", "used", "包干应付", "实际用了"),
)
BUNDLE_PERSONS = KeptTable(
    name="bundle_persons",
    title="包干月结：各人",
    grain=Grain(
        "一人在一家机构的一个月", "psn_no", "closed_on", "fixmedins_code", of_persons=True
    ),
    columns={
        **_stay("psn_no"),
        **_stay("fixmedins_code"),
        "closed_on": RecordColumn("月末", Unit.DAY),
        "care": RecordColumn("治疗方式", Unit.CODE),
        "days": RecordColumn("应付的天数", Unit.NUMBER),
        "sessions": RecordColumn("付费的次数", Unit.NUMBER),
        "beyond": RecordColumn("超过月上限的次数", Unit.NUMBER),
        "cut": RecordColumn("因年度限额少付", Unit.FEN),
        "due": RecordColumn("包干应付", Unit.FEN),
        "used": RecordColumn("包在里面的项目实际用了", Unit.FEN),
        "apart": RecordColumn("另外付的项目", Unit.FEN),
        "leaked": RecordColumn("包在里面又另收的", Unit.FEN),
    },
    command=_CLOSE,
    does="月结",
    sides=Sides("due", "used", "包干应付", "实际用了"),
)  # fmt: skip
BUNDLE_LEAKS = KeptTable(
    name="bundle_leaks",
    title="包在里面又另收的收费",
    grain=Grain("一条收费", "bkkp_sn", "charged_on", "fixmedins_code"),
    columns={
        **columns_of(
            "lines_on_roster", "bkkp_sn", "setl_id", "psn_no", "fixmedins_code",
            "hilist_code", "hilist_name", "det_item_fee_sumamt", "charged_on",
        ),
        "centre": RecordColumn("包干的机构", Unit.TEXT),
        "closed_on": RecordColumn("月末", Unit.DAY),
    },
    command=_CLOSE,
    does="月结",
)  # fmt: skip
BUNDLE_REFUSED = KeptTable(
    name="bundle_refused",
    title="没有付的和说不清的",
    grain=Grain("一项", "psn_no", "on", "fixmedins_code", of_persons=True),
    columns={
        "subject": RecordColumn("治疗或收费的编号，是几天的为空", Unit.TEXT),
        **_stay("psn_no"),
        **_stay("fixmedins_code"),
        "on": RecordColumn("哪天起", Unit.DAY),
        "days": RecordColumn("几天或几次", Unit.NUMBER),
        "why": RecordColumn("为什么", Unit.TEXT),
        "closed_on": RecordColumn("月末", Unit.DAY),
    },
    command=_CLOSE,
    does="月结",
)
