"""What an audit looks at: lines, diagnoses and operations with what is known of their visit."""

import ibis
from ibis import ir

from jixiao.fund.records.claims import claims as claims_to_settle
from jixiao.fund.records.claims import stays as stays_of_claims
from jixiao.fund.records.declaration import (
    Columns,
    NotLoaded,
    RecordColumn,
    Unit,
    record,
    table_columns,
)
from jixiao.fund.records.proven import Grain

_LINE = table_columns("FEE_LIST_D")
_SETTLEMENT = table_columns("SETL_D")
_VISIT: Columns = {
    **{
        name: _SETTLEMENT[name]
        for name in ("fixmedins_code", "hosp_lv", "insutype", "med_type")
    },
    "began": RecordColumn("就诊的第一天", Unit.DAY),
    "ended": RecordColumn("就诊的最后一天", Unit.DAY),
    "gend": RecordColumn("性别", Unit.CODE),
    "brdy": RecordColumn("出生日期", Unit.DAY),
}
"""What is known of the visit that a row belongs to."""
_OF_A_LINE = (
    "bkkp_sn", "setl_id", "mdtrt_id", "psn_no", "fee_ocur_time", "hilist_code",
    "hilist_name", "list_type", "med_chrgitm_type", "cnt", "pric", "pric_uplmt_amt",
    "det_item_fee_sumamt", "overlmt_selfpay", "inscp_amt", "chrgitm_lv", "prd_days",
    "bilg_dept_name", "bilg_dr_code",
)  # fmt: skip
_CLAIM = claims_to_settle.columns
_OF_A_CLAIM = (
    "setl_id", "mdtrt_id", "psn_no", "fixmedins_code", "med_type", "setl_time", "enddate",
    "medfee_sumamt", "fund_pay_sumamt",
)  # fmt: skip


@record(
    title="审核的费用明细",
    grain=Grain("一条收费，退费已减去", "bkkp_sn", "fee_ocur_time", "fixmedins_code"),
    adds={
        **{name: _LINE[name] for name in _OF_A_LINE},
        **_VISIT,
        "fund": RecordColumn("这一条里基金付的", Unit.FEN),
    },
    kept="audited_lines",
)
def audited_lines(
    fee_lines: ir.Table,
    settlements: ir.Table,
    births: ir.Table | None = None,
    sexes: ir.Table | None = None,
) -> ir.Table:
    """Return the lines of settlements of the period, with the visit and the fund's share.

    The share of a line is its in-scope amount times what the fund paid of the settlement by the
    in-scope amount of the settlement, half up to the fen; none where that cannot be said.
    """
    visits = _visits(settlements, births, sexes)
    lines = fee_lines.select(*_OF_A_LINE)
    lines = lines.mutate(cnt=lines.cnt.cast("decimal(38, 4)").cast("decimal(18, 4)"))
    rows = lines.join(visits, lines.setl_id == visits.of_setl)
    paid, in_scope = rows.paid, rows.in_scope
    share = ((rows.inscp_amt * paid * 2 + in_scope) // (in_scope * 2)).cast("int64")
    return rows.mutate(fund=ibis.ifelse(in_scope > 0, share, ibis.null("int64")))


@record(
    title="审核的诊断",
    grain=Grain("一次结算的一个诊断", "setl_list_diag_id", "ended", "fixmedins_code"),
    of="SETL_LIST_DIAG_D",
    adds=_VISIT,
    kept="audited_diagnoses",
)
def audited_diagnoses(
    setl_list_diag_d: ir.Table,
    settlements: ir.Table,
    births: ir.Table | None = None,
    sexes: ir.Table | None = None,
) -> ir.Table:
    """Return the diagnoses of settlements of the period, with the visit."""
    visits = _visits(settlements, births, sexes)
    rows = setl_list_diag_d.join(visits, setl_list_diag_d.setl_id == visits.of_setl)
    return rows.mutate(psn_no=rows.psn_no.fill_null(rows.of_person))


@record(
    title="审核的手术操作",
    grain=Grain(
        "一次结算的一个手术操作", "setl_list_oprn_id", "ended", "fixmedins_code"
    ),
    of="SETL_LIST_OPRN_D",
    adds=_VISIT,
    kept="audited_operations",
)
def audited_operations(
    setl_list_oprn_d: ir.Table,
    settlements: ir.Table,
    births: ir.Table | None = None,
    sexes: ir.Table | None = None,
) -> ir.Table:
    """Return the operations of settlements of the period, with the visit."""
    visits = _visits(settlements, births, sexes)
    rows = setl_list_oprn_d.join(visits, setl_list_oprn_d.setl_id == visits.of_setl)
    return rows.mutate(psn_no=rows.psn_no.fill_null(rows.of_person))


@record(
    title="审核的就诊",
    grain=Grain(
        "一次住院（中途结算合并）或其他的一次结算",
        "setl_id",
        "setl_time",
        "fixmedins_code",
    ),
    adds={
        **{name: _CLAIM[name] for name in _OF_A_CLAIM},
        "began": _CLAIM["began"],
    },
    kept="audited_claims",
)
def audited_claims(claims: ir.Table) -> ir.Table:
    """Return of each claim what audit rules look at: kept, for many of them ask."""
    return _narrowed(claims, ("medfee_sumamt", "fund_pay_sumamt"))


def _narrowed(rows: ir.Table, names: tuple[str, ...]) -> ir.Table:
    """Hold sums in 64 bits: engines hold them wider than Ibis believes, which takes a cast for none."""
    narrow = {name: rows[name].cast("decimal(38, 0)").cast("int64") for name in names}
    return rows.mutate(**narrow)


_DISEASE = 3
"""How many characters of a diagnosis code name the disease."""
_MOVED = ("2", "3")
"""Ways of leaving (dscg_way) by which a doctor sent the person on."""


@record(
    title="审核的住院",
    grain=Grain("一次住院，中途结算合并", "setl_id", "setl_time", "fixmedins_code"),
    of=stays_of_claims,
    adds={
        "principal": RecordColumn("主要诊断", Unit.TEXT),
        "disease": RecordColumn(
            "病种：主要诊断的类目，没有诊断的为病种编号", Unit.TEXT
        ),
        "nights": RecordColumn("住了几夜", Unit.NUMBER),
        "moved_on": RecordColumn("医嘱转院或转社区", Unit.FLAG),
        "operated": RecordColumn("清单里有手术操作", Unit.FLAG),
    },
    kept="audited_stays",
)
def audited_stays(
    stays: ir.Table,
    visits: ir.Table | None = None,
    setl_list_diag_d: ir.Table | None = None,
    setl_list_oprn_d: ir.Table | None = None,
) -> ir.Table:
    """Return the stays, with what they were for and how they ended.

    The principal diagnosis is that of the settlement list, else the visit's; where neither is
    known the disease is what the settlement calls it.
    """
    rows = _with_principal(_with_leaving(stays, visits), setl_list_diag_d)
    rows = _with_operation(rows, setl_list_oprn_d)
    category = rows.principal.substr(0, _DISEASE)
    return _narrowed(rows, ("medfee_sumamt", "fund_pay_sumamt")).mutate(
        disease=category.fill_null(rows.dise_no),
        nights=rows.enddate.delta(rows.began, unit="day"),
    )


def _with_leaving(rows: ir.Table, visits: ir.Table | None) -> ir.Table:
    if visits is None:
        nothing = ibis.null("string")
        return rows.mutate(stated_at_visit=nothing, moved_on=ibis.literal(False))
    stated = visits.select(
        of_visit="mdtrt_id",
        stated_at_visit=visits.dscg_maindiag_code.nullif(""),
        leaving=visits.dscg_way.fill_null(""),
    )
    joined = rows.left_join(stated, rows.mdtrt_id == stated.of_visit)
    moved_on = joined.leaving.isin(_MOVED).fill_null(False)
    joined = joined.mutate(moved_on=moved_on)
    return joined.select(*rows.columns, "stated_at_visit", "moved_on")


def _with_principal(rows: ir.Table, diagnoses: ir.Table | None) -> ir.Table:
    if diagnoses is None:
        return rows.mutate(principal=rows.stated_at_visit)
    main = diagnoses.filter(
        diagnoses.maindiag_flag == "1", diagnoses.diag_type.fill_null("1") == "1"
    )
    listed = main.group_by(of_setl="setl_id").aggregate(listed=main.diag_code.min())
    joined = rows.left_join(listed, rows.setl_id == listed.of_setl)
    return joined.mutate(principal=joined.listed.fill_null(joined.stated_at_visit))


def _with_operation(rows: ir.Table, operations: ir.Table | None) -> ir.Table:
    if operations is None:
        return rows.mutate(operated=ibis.null("boolean"))
    coded = operations.select(of_operation="setl_id").distinct()
    joined = rows.left_join(coded, rows.setl_id == coded.of_operation)
    return joined.mutate(operated=joined.of_operation.notnull())


@record(
    title="性别",
    grain=Grain("登记和就诊说法一致的一人", "psn_no", of_persons=True),
    adds={
        "psn_no": RecordColumn("人员编号", Unit.PERSON),
        "gend": RecordColumn("性别", Unit.CODE),
    },
)
def sexes(
    psn_insu_d: ir.Table | None = None, mdtrt_d: ir.Table | None = None
) -> ir.Table:
    """Return the sex of each person of whom all that state one state the same.

    Raises:
        NotLoaded: nothing that states it was loaded.
    """
    stated = [
        table.select("psn_no", "gend").filter(table.gend.isin(("1", "2")))
        for table in (psn_insu_d, mdtrt_d)
        if table is not None
    ]
    if not stated:
        raise NotLoaded.table("PSN_INSU_D")
    rows = stated[0] if len(stated) == 1 else ibis.union(*stated)
    by_person = rows.group_by("psn_no").aggregate(
        gend=rows.gend.min(), other=rows.gend.max()
    )
    return by_person.filter(by_person.gend == by_person.other)


def _visits(
    settlements: ir.Table, births: ir.Table | None, sexes: ir.Table | None
) -> ir.Table:
    """Return of each settlement what is known of its visit: its days, the person's sex and birth."""
    of_visit = ibis.window(group_by=["psn_no", "mdtrt_id"])
    began = settlements.begndate.fill_null(settlements.setl_time.date())
    rows = settlements.mutate(
        of_setl="setl_id",
        of_person="psn_no",
        in_scope=settlements.inscp_amt.cast("int64"),
        paid=settlements.fund_pay_sumamt.cast("int64"),
        began=began.min().over(of_visit),
        ended=settlements.enddate.max().over(of_visit),
    )
    rows = rows.select(
        "of_setl", "of_person", "fixmedins_code", "hosp_lv", "insutype", "med_type",
        "began", "ended", "in_scope", "paid",
    )  # fmt: skip
    rows = _of_person(rows, births, "brdy", "date")
    return _of_person(rows, sexes, "gend", "string")


def _of_person(
    rows: ir.Table, facts: ir.Table | None, name: str, kind: str
) -> ir.Table:
    if facts is None:
        return rows.mutate(**{name: ibis.null(kind)})
    stated = facts.select("psn_no", name).rename(stated_of="psn_no")
    return rows.left_join(stated, rows.of_person == stated.stated_of).drop("stated_of")


@record(
    title="登记过的机构",
    grain=Grain("一家登记过的机构", "fixmedins_code", "begndate", "fixmedins_code"),
    of="FIXMEDINS_B",
)
def audited_institutions(fixmedins_b: ir.Table) -> ir.Table:
    """Return every institution that was ever registered: who left may still have to answer."""
    return fixmedins_b
