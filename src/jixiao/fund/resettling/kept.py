"""What a resettlement leaves behind: claims, payments settled again, differences and bills."""

from collections.abc import Mapping
from functools import partial

from jixiao.fund.benefits import CLAIM, OPTIONAL
from jixiao.fund.records import (
    Grain,
    KeptTable,
    RecordColumn,
    Sides,
    Unit,
    columns_of,
)
from jixiao.fund.records.netting import fund_fields, fund_title

_SETTLE, _BILLS = "jixiao settle", "jixiao bills"
PAID = "paid"
"""What settlements are compared with: what was paid, or else a policy, by its code."""
CAUSES: Mapping[str, str] = {
    "no_policy": "没有政策覆盖这种情形",
    "start_line": "起付线不同",
    "limit": "到了全年限额",
    "identity": "付了医疗救助，但当天查不到救助身份",
} | {field: f"{fund_title(field)}付得不同" for field in fund_fields()}
"""Why a settlement comes out otherwise, in the order in which a cause is looked for."""
PARTS = ("fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt", "inscp_amt")
"""What a bill is split into."""
STATUS: Mapping[str, str] = {
    "no_lines": "没有收到费用明细",
    "medfee_sumamt": "明细合计与医疗费总额不符",
    "fulamt_ownpay_amt": "全自费金额不同",
    "overlmt_selfpay": "超限价金额不同",
    "preselfpay_amt": "先行自付金额不同",
    "inscp_amt": "符合范围金额不同",
}
"""What may be wrong with a bill, in the order in which it is looked for."""


_columns = partial(columns_of, "claims")


def _under(prefix: str, said: str, *names: str) -> dict[str, RecordColumn]:
    """Take columns over under a prefix, with what it means before their titles."""
    return {
        f"{prefix}{name}": RecordColumn(f"{said}{column.title}", column.unit)
        for name, column in _columns(*names).items()
    }


def _stated(column: RecordColumn) -> RecordColumn:
    return RecordColumn(f"明细所写的{column.title}", column.unit)


_PAID = {
    **_under("paid_", "已付", *fund_fields()),
    "paid_fund": RecordColumn("已付基金合计", Unit.FEN),
    "paid_dedc": RecordColumn("平台的起付线", Unit.FEN),
    "settlements": RecordColumn("合并的结算笔数", Unit.NUMBER),
    "fixmedins_code": _columns("fixmedins_code")["fixmedins_code"],
}
"""What the platform paid for a claim."""
_CLAIM = _columns(*CLAIM)
_PAYMENTS = {
    "benefit": RecordColumn("待遇", Unit.TEXT),
    "reason": RecordColumn("基金不付的原因", Unit.CODE),
    **_columns(
        "dedc_std", "act_pay_dedc", *fund_fields(), "fund_pay_sumamt", "psn_pay"
    ),
    **_columns("acct_pay", "acct_mulaid_pay", "cash_payamt"),
}
"""What a policy pays of a claim; none of accounts where it does not know them."""
_CLAIM_GRAIN = Grain(
    "一次住院（中途结算合并）或其他的一次结算", "setl_id", "setl_time", "fixmedins_code"
)
_BY_SETTLEMENT = Grain("一次结算", "setl_id", "setl_time", "fixmedins_code")

NET_CLAIMS = KeptTable(
    name="net_claims",
    title="待遇核算的就诊",
    grain=_CLAIM_GRAIN,
    columns={
        **_columns("mdtrt_id", "began", "enddate"),
        **_CLAIM,
        **_columns(*OPTIONAL, "third_party", "carried"),
        **_PAID,
    },
    command=_SETTLE,
    does="重算",
)
NOT_SETTLED = KeptTable(
    name="not_settled",
    title="没有结算的就诊",
    grain=_CLAIM_GRAIN,
    columns={
        **_CLAIM,
        "fixmedins_code": _columns("fixmedins_code")["fixmedins_code"],
        "reason": RecordColumn("为什么没有结算", Unit.CODE),
    },
    command=_SETTLE,
    does="重算",
)
SETTLED_BEFORE = KeptTable(
    name="settled_before",
    title="按原政策重算的结算",
    grain=Grain(_CLAIM_GRAIN.row, "setl_id", "setl_time"),
    columns={**_CLAIM, **_PAYMENTS},
    command=f"{_SETTLE} --what-if",
    does="试算",
)
RESETTLED = KeptTable(
    name="resettled",
    title="重算的结算",
    grain=_CLAIM_GRAIN,
    columns={
        **_CLAIM,
        **_PAYMENTS,
        **_PAID,
        **_columns("began"),
        "differs": RecordColumn("与所比的不同", Unit.FLAG),
        "policy": RecordColumn("按哪个政策重算", Unit.CODE),
        "compared": RecordColumn(
            "与什么比：paid 是已付的，或一个政策的代码", Unit.CODE
        ),
        "identity_name": RecordColumn("救助身份", Unit.TEXT),
        "age_band": RecordColumn("年龄段", Unit.TEXT),
        "level": RecordColumn("医院等级", Unit.TEXT),
        "care": RecordColumn("医疗类别", Unit.TEXT),
    },
    command=_SETTLE,
    does="重算",
    sides=Sides("fund_pay_sumamt", "paid_fund", "重算", "已付"),
)
DIFFERENCES = KeptTable(
    name="differences",
    title="重算与所比的不同的结算",
    grain=_CLAIM_GRAIN,
    columns={
        **_columns("setl_id", "psn_no", "setl_time", "fixmedins_code"),
        "paid_fund": _PAID["paid_fund"],
        "fund_pay_sumamt": _PAYMENTS["fund_pay_sumamt"],
        "cause": RecordColumn("最先出现的原因", Unit.CODE),
        "change": RecordColumn("基金多付", Unit.FEN),
        "place": RecordColumn("同一原因里相差的名次", Unit.NUMBER),
    },
    command=_SETTLE,
    does="重算",
    sides=Sides("fund_pay_sumamt", "paid_fund", "重算", "已付", "cause", CAUSES),
)
BILLS = KeptTable(
    name="bills",
    title="结算与费用明细的核对",
    grain=_BY_SETTLEMENT,
    columns={
        **_columns("setl_id", "mdtrt_id", "psn_no", "fixmedins_code", "setl_time"),
        **_under("stated_", "结算表的", "medfee_sumamt", *PARTS),
        "lines": RecordColumn("费用明细条数", Unit.NUMBER),
        **_under("", "明细合计的", "medfee_sumamt", *PARTS),
        "status": RecordColumn("不同在哪里", Unit.CODE),
    },
    command=_BILLS,
    does="核对",
    sides=Sides(
        "inscp_amt", "stated_inscp_amt", "明细重算", "结算表", "status", STATUS
    ),
)
_LINE = columns_of(
    "charges",
    "bkkp_sn",
    "setl_id",
    "mdtrt_id",
    "fixmedins_code",
    "hilist_code",
    "fee_ocur_time",
    "lmt_used_flag",
    "chrgitm_lv",
    "cnt",
    "det_item_fee_sumamt",
    *PARTS,
)
BILL_LINES = KeptTable(
    name="bill_lines",
    title="与自己所写不同的费用明细",
    grain=Grain("一条收费或退费", "bkkp_sn", "fee_ocur_time", "fixmedins_code"),
    columns={
        **_LINE,
        "pric": RecordColumn("单价", Unit.FEN),
        "pric_uplmt_amt": RecordColumn("定价上限金额", Unit.FEN),
        "selfpay_prop": RecordColumn("自付比例，万分之几", Unit.NUMBER),
        **{f"stated_{part}": _stated(_LINE[part]) for part in PARTS},
    },
    command=_BILLS,
    does="核对",
    sides=Sides("inscp_amt", "stated_inscp_amt", "重算", "明细所写"),
)
