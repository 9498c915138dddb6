"""Bills: fee lines split anew by the catalogue of their day, against what settlements state."""

from collections.abc import Mapping
from dataclasses import dataclass

import ibis
from ibis import ir

from jixiao.errors import JixiaoError
from jixiao.fund.benefits import split_lines
from jixiao.fund.records.netting import reconcile, standing
from jixiao.fund.store.engine import Engine
from jixiao.fund.store.sql import in_fen

BILLS, LINES = "bills", "bill_lines"
PARTS = ("fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt", "inscp_amt")
STATUS: Mapping[str, str] = {
    "no_lines": "没有收到费用明细",
    "medfee_sumamt": "明细合计与医疗费总额不符",
    "fulamt_ownpay_amt": "全自费金额不同",
    "overlmt_selfpay": "超限价金额不同",
    "preselfpay_amt": "先行自付金额不同",
    "inscp_amt": "符合范围金额不同",
}
"""What may be wrong with a bill, in the order in which it is looked for."""
_FEN = 100
_RATE = 10_000


@dataclass(frozen=True, slots=True)
class Difference:
    """Bills that differ for one reason; `change` is what more would be within the scope, in fen."""

    status: str
    bills: int
    change: int

    @property
    def title(self) -> str:
        """What it is, as a person reads it."""
        return STATUS[self.status]


@dataclass(frozen=True, slots=True)
class BillCheck:
    """The bills of the settlements that stand: how many there are, and how many agree to the fen.

    `lines` are the fee lines split anew, `differing_lines` of them otherwise than they state;
    `by_catalogue` says whether a catalogue was there, or only what lines say of themselves.
    """

    lines: int
    differing_lines: int
    bills: int
    agreeing: int
    by_catalogue: bool
    differences: tuple[Difference, ...]


def check_bills(engine: Engine) -> BillCheck:
    """Split every fee line anew and compare each settlement's sums with what it states.

    Keeps `bills` (a row for each settlement that stands, stated and anew, in fen) and
    `bill_lines` (the lines that come out otherwise than they state).

    Raises:
        JixiaoError: no settlements, or no fee lines were loaded.
    """
    reconcile(engine)
    lines = split_anew(engine)
    differs = ibis.or_(*(lines[part] != lines[f"stated_{part}"] for part in PARTS))
    changed = engine.keep(LINES, lines.filter(differs))
    sums = lines.group_by("setl_id").aggregate(
        lines=lambda t: t.count(),
        medfee_sumamt=lambda t: t.det_item_fee_sumamt.sum().cast("int64"),
        **{part: lines[part].sum().cast("int64") for part in PARTS},
    )
    told = engine.keep(BILLS, _judged(standing(engine), sums))
    counted = told.group_by("status").aggregate(
        bills=lambda t: t.count(), lines=lambda t: t.lines.sum(),
        change=lambda t: (t.inscp_amt - t.stated_inscp_amt).sum(),
    )  # fmt: skip
    found = {row["status"]: row for row in engine.fetch(counted).to_pylist()}
    (lines_changed,) = engine.fetch(changed.aggregate(n=changed.count())).to_pylist()
    return BillCheck(
        lines=sum(int(row["lines"] or 0) for row in found.values()),
        differing_lines=lines_changed["n"],
        bills=sum(row["bills"] for row in found.values()),
        agreeing=found.get(None, {"bills": 0})["bills"],
        by_catalogue="HILIST_B" in engine.tables,
        differences=tuple(
            Difference(status, found[status]["bills"], int(found[status]["change"] or 0))
            for status in STATUS
            if status in found
        ),
    )


def split_anew(engine: Engine) -> ir.Table:
    """Give the valid fee lines of settlements, split by the catalogue in force on their day, in fen.

    What the catalogue does not say (or all of it, where none was loaded) is taken from the line:
    its class, limit and first share. `stated_…` are the parts that the line itself states.

    Raises:
        JixiaoError: no fee lines were loaded.
    """
    if "FEE_LIST_D" not in engine.tables:
        message = "还没有费用明细表（FEE_LIST_D）。请先用 jixiao load 收进来。"
        raise JixiaoError(message)
    rows = engine.table("FEE_LIST_D")
    rows = rows.filter(rows.vali_flag.fill_null("1") != "0", rows.setl_id.notnull())
    rows = _with_catalogue(engine, rows)
    return split_lines(
        rows.select(
            "bkkp_sn", "setl_id", "mdtrt_id", "hilist_code", "fee_ocur_time", "lmt_used_flag",
            "chrgitm_lv", "cnt",
            det_item_fee_sumamt=in_fen(rows.det_item_fee_sumamt),
            pric=rows.pric * _FEN,
            pric_uplmt_amt=rows.pric_uplmt_amt * _FEN,
            selfpay_prop=(rows.selfpay_prop * _RATE).cast("int64"),
            **{f"stated_{part}": in_fen(rows[part]) for part in PARTS},
        )
    )  # fmt: skip


def _with_catalogue(engine: Engine, rows: ir.Table) -> ir.Table:
    """Take class, limit and first share from the catalogue's period that holds on the line's day."""
    if "HILIST_B" not in engine.tables:
        return rows
    listed = engine.table("HILIST_B")
    periods = ibis.window(group_by="hilist_code", order_by="begndate")
    listed = listed.select(
        code="hilist_code", grade="chrgitm_lv", limit="pric_uplmt_amt", share="selfpay_prop",
        begins="begndate", ends="enddate", next_begins=listed.begndate.lead().over(periods),
    )  # fmt: skip
    day = rows.fee_ocur_time.date()
    found = rows.left_join(
        listed,
        [
            rows.hilist_code == listed.code,
            day >= listed.begins,
            listed.ends.isnull() | (day <= listed.ends),
            listed.next_begins.isnull() | (day < listed.next_begins),
        ],
    )
    return found.mutate(
        chrgitm_lv=found.grade.fill_null(found.chrgitm_lv),
        pric_uplmt_amt=ibis.ifelse(found.code.notnull(), found["limit"], found.pric_uplmt_amt),
        selfpay_prop=ibis.ifelse(found.code.notnull(), found.share, found.selfpay_prop),
    )


def _judged(rows: ir.Table, sums: ir.Table) -> ir.Table:
    """Set what each settlement states beside its lines' sums; null status where all agrees."""
    names = ("medfee_sumamt", *PARTS)
    stated = rows.select(
        "setl_id", "mdtrt_id", "psn_no", "fixmedins_code", "setl_time",
        **{f"stated_{name}": in_fen(rows[name]) for name in names},
    )  # fmt: skip
    found = stated.left_join(sums, "setl_id")
    status = ibis.cases(
        (found.lines.isnull(), "no_lines"),
        *((found[name] != found[f"stated_{name}"], name) for name in names),
        else_=None,
    )
    return found.mutate(status=status).drop("setl_id_right")
