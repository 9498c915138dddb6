"""Care paid by the bundle: contracts, what they hold, rosters of persons, sessions, their quality."""

from ibis import ir

from jixiao.fund.records.declaration import RecordColumn, Unit, record, table_columns
from jixiao.fund.records.periods import holding, within
from jixiao.fund.records.proven import Grain
from jixiao.fund.records.settlements import is_stay
from jixiao.period import Period

_DIED = "5"
_LEFT_DEAD = "4"
_DAYS_OF = Grain("一人在一家机构的一段", "psn_no", "begndate", "fixmedins_code", of_persons=True)  # fmt: skip


@record(
    title="包干付费协议",
    grain=Grain(
        "一家机构一种方式的一段协议", "contract_no", "begndate", "fixmedins_code"
    ),
    of="DIAL_CONTRACT",
)
def bundle_contracts(dial_contract: ir.Table) -> ir.Table:
    """Return the contracts by which centres are paid."""
    return dial_contract


@record(
    title="包干范围",
    grain=Grain("一份协议的一个项目", "hilist_code"),
    of="DIAL_ITEM",
)
def bundle_items(dial_item: ir.Table) -> ir.Table:
    """Return the items that contracts name as in the bundle or outside of it."""
    return dial_item


@record(title="包干名册", grain=_DAYS_OF, of="DIAL_ROSTER")
def bundle_roster(dial_roster: ir.Table, period: Period | None = None) -> ir.Table:
    """Return who is on a centre's roster on some day of the period."""
    if period is None:
        return dial_roster
    return holding(dial_roster, "begndate", "enddate", period.first, period.last)


@record(
    title="透析记录",
    grain=Grain("一次治疗", "session_no", "done_on", "fixmedins_code"),
    of="DIAL_SESSION",
)
def bundle_sessions(dial_session: ir.Table, period: Period | None = None) -> ir.Table:
    """Return the sessions of the period."""
    return within(dial_session, "done_on", period)


@record(
    title="透析质量记录",
    grain=Grain(
        "一人一项的一次结果", "psn_no", "checked_on", "fixmedins_code", of_persons=True
    ),
    of="DIAL_QUALITY",
)
def bundle_quality(dial_quality: ir.Table, period: Period | None = None) -> ir.Table:
    """Return what was recorded of the quality of care in the period."""
    return within(dial_quality, "checked_on", period)


@record(
    title="名册上的人的住院",
    grain=Grain("一次住院", "mdtrt_id", "began", "fixmedins_code"),
    adds={
        "mdtrt_id": table_columns("SETL_D")["mdtrt_id"],
        "psn_no": table_columns("SETL_D")["psn_no"],
        "fixmedins_code": table_columns("SETL_D")["fixmedins_code"],
        "began": RecordColumn("入院日期", Unit.DAY),
        "ended": RecordColumn("出院日期，没有的为空", Unit.DAY),
    },
)
def stays_on_roster(bundle_roster: ir.Table, visits: ir.Table) -> ir.Table:
    """Return the stays, by their visits, of persons on a roster; one not yet left has no end."""
    rows = visits.filter(is_stay(visits))
    rows = rows.semi_join(bundle_roster, "psn_no")
    return rows.select(
        "mdtrt_id", "psn_no", "fixmedins_code",
        began=rows.begntime.date(), ended=rows.endtime.date(),
    )  # fmt: skip


@record(
    title="名册上的人的死亡",
    grain=Grain("名册上死亡的一人", "psn_no", "died_on", of_persons=True),
    adds={
        "psn_no": table_columns("SETL_D")["psn_no"],
        "died_on": RecordColumn("死亡日期", Unit.DAY),
    },
)
def deaths_on_roster(
    bundle_roster: ir.Table, visits: ir.Table | None = None
) -> ir.Table:
    """Return who of a roster died and when: the earliest day that the roster or a visit states."""
    left = bundle_roster.filter(bundle_roster.reason == _LEFT_DEAD)
    left = left.filter(left.enddate.notnull()).select("psn_no", died_on="enddate")
    if visits is not None:
        ended = visits.filter((visits.dscg_way == _DIED) | visits.die_date.notnull())
        died = ended.select(
            "psn_no", died_on=ended.die_date.fill_null(ended.endtime.date())
        )
        died = died.filter(died.died_on.notnull()).semi_join(bundle_roster, "psn_no")
        left = left.union(died)
    return left.group_by("psn_no").aggregate(died_on=left.died_on.min())


@record(
    title="名册上的人的收费",
    grain=Grain("一条收费，退费已减去", "bkkp_sn", "charged_on", "fixmedins_code"),
    adds={
        **{
            name: table_columns("FEE_LIST_D")[name]
            for name in (
                "bkkp_sn", "setl_id", "psn_no", "fixmedins_code", "hilist_code",
                "hilist_name", "cnt", "det_item_fee_sumamt",
            )
        },
        "charged_on": RecordColumn("收费日期", Unit.DAY),
        "med_type": table_columns("SETL_D")["med_type"],
        "dise_no": table_columns("SETL_D")["dise_no"],
    },
)  # fmt: skip
def lines_on_roster(
    bundle_roster: ir.Table,
    fee_lines: ir.Table,
    standing_settlements: ir.Table,
    bundle_items: ir.Table,
) -> ir.Table:
    """Return the lines of items that contracts name, of persons on a roster, by their settlements."""
    lines = fee_lines.semi_join(bundle_roster, "psn_no")
    lines = lines.semi_join(bundle_items, "hilist_code")
    of_bill = standing_settlements.select(
        bill="setl_id", bill_type="med_type", bill_disease="dise_no",
        bill_place="fixmedins_code",
    )  # fmt: skip
    rows = lines.join(of_bill, lines.setl_id == of_bill.bill)
    return rows.select(
        "bkkp_sn", "setl_id", "psn_no", "hilist_code", "hilist_name", "cnt",
        "det_item_fee_sumamt",
        fixmedins_code=rows.bill_place,
        charged_on=rows.fee_ocur_time.date(),
        med_type=rows.bill_type,
        dise_no=rows.bill_disease.nullif(""),
    )  # fmt: skip


@record(
    title="名册上的人的收费次数",
    grain=Grain("包干结算里没有写明的收费合计", "hilist_code"),
    adds={
        "hilist_code": table_columns("FEE_LIST_D")["hilist_code"],
        "hilist_name": table_columns("FEE_LIST_D")["hilist_name"],
        "fixmedins_code": table_columns("SETL_D")["fixmedins_code"],
        "lines": RecordColumn("条数", Unit.NUMBER),
        "amount": RecordColumn("金额", Unit.FEN),
    },
)
def unnamed_bundle_items(
    bundle_contracts: ir.Table,
    bundle_items: ir.Table,
    fee_lines: ir.Table,
    standing_settlements: ir.Table,
) -> ir.Table:
    """Return the items on bills of a bundle that no contract names as in or out, added up."""
    diseases = bundle_contracts.filter(bundle_contracts.dise_no.notnull())
    bills = standing_settlements.semi_join(diseases, ["dise_no", "fixmedins_code"])
    bills = bills.select(bill="setl_id", bill_place="fixmedins_code")
    rows = fee_lines.join(bills, fee_lines.setl_id == bills.bill)
    rows = rows.anti_join(bundle_items, "hilist_code")
    return rows.group_by("hilist_code", fixmedins_code="bill_place").aggregate(
        hilist_name=rows.hilist_name.min(),
        lines=rows.count(),
        amount=rows.det_item_fee_sumamt.sum().cast("int64"),
    )
