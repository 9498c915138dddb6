"""Bills: fee lines split anew by the catalogue of their day, against what settlements state."""

from dataclasses import dataclass
from typing import Any

import ibis
from ibis import ir

from jixiao.fund.benefits import split_lines
from jixiao.fund.records import Records
from jixiao.fund.records.reconciliation import reconcile
from jixiao.fund.resettling.kept import BILL_LINES, BILLS, PARTS, STATUS
from jixiao.fund.store.engine import Engine

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

    Keeps BILLS (a row for each settlement that stands, stated and anew, in fen) and BILL_LINES
    (the lines that come out otherwise than they state).

    Raises:
        NotLoaded: no settlements, or no fee lines were loaded.
    """
    records = Records(engine)
    reconcile(records)
    lines = split_anew(records)
    differs = ibis.or_(*(lines[part] != lines[f"stated_{part}"] for part in PARTS))
    changed = BILL_LINES.keep(engine, lines.filter(differs))
    bills = BILLS.keep(
        engine, _judged(records.record("standing_settlements"), _sums(lines))
    )
    by_status = _counted(engine, bills)
    (count,) = engine.fetch(changed.aggregate(lines=changed.count())).to_pylist()
    return BillCheck(
        lines=sum(int(row["lines"] or 0) for row in by_status.values()),
        differing_lines=count["lines"],
        bills=sum(row["bills"] for row in by_status.values()),
        agreeing=by_status[None]["bills"] if None in by_status else 0,
        by_catalogue=records.has("catalogue"),
        differences=tuple(
            Difference(
                status,
                by_status[status]["bills"],
                int(by_status[status]["change"] or 0),
            )
            for status in STATUS
            if status in by_status
        ),
    )


def _sums(lines: ir.Table) -> ir.Table:
    return lines.group_by("setl_id").aggregate(
        lines=lines.count(),
        medfee_sumamt=lines.det_item_fee_sumamt.sum().cast("int64"),
        **{part: lines[part].sum().cast("int64") for part in PARTS},
    )


def _counted(engine: Engine, bills: ir.Table) -> dict[str | None, dict[str, Any]]:
    counted = bills.group_by("status").aggregate(
        bills=bills.count(),
        lines=bills.lines.sum(),
        change=(bills.inscp_amt - bills.stated_inscp_amt).sum(),
    )
    return {row["status"]: row for row in engine.fetch(counted).to_pylist()}


def split_anew(records: Records) -> ir.Table:
    """Return the charges and refunds of settlements, split by the catalogue of their day, in fen.

    What the catalogue does not say (or all of it, where none was loaded) is taken from the line:
    its class, limit and first share. `stated_…` are the parts that the line itself states. Refunds
    are split as lines of their own: a sum of rounded parts is not the rounded sum.

    Raises:
        NotLoaded: no fee lines were loaded.
    """
    rows = _with_catalogue(
        records.record("charges"), records.record_if_loaded("catalogue")
    )
    stated = {f"stated_{part}": rows[part].fill_null(0) for part in PARTS}
    fen = {"pric": rows.pric * _FEN, "pric_uplmt_amt": rows.pric_uplmt_amt * _FEN}
    share = (rows.selfpay_prop * _RATE).cast("int64")
    return split_lines(rows.mutate(**stated, **fen, selfpay_prop=share))


def _with_catalogue(rows: ir.Table, catalogue: ir.Table | None) -> ir.Table:
    """Take class, limit and first share from the catalogue's period that holds on the line's day."""
    if catalogue is None:
        return rows
    listed = catalogue.select(
        code="hilist_code",
        grade="chrgitm_lv",
        limit="pric_uplmt_amt",
        share="selfpay_prop",
        begins="begndate",
        ends="enddate",
        next_begins="next_begins",
    )
    day = rows.fee_ocur_time.date()
    in_force = [
        rows.hilist_code == listed.code,
        day >= listed.begins,
        listed.ends.isnull() | (day <= listed.ends),
        listed.next_begins.isnull() | (day < listed.next_begins),
    ]
    joined = rows.left_join(listed, in_force)
    is_listed = joined.code.notnull()
    return joined.mutate(
        chrgitm_lv=joined.grade.fill_null(joined.chrgitm_lv),
        pric_uplmt_amt=ibis.ifelse(is_listed, joined["limit"], joined.pric_uplmt_amt),
        selfpay_prop=ibis.ifelse(is_listed, joined.share, joined.selfpay_prop),
    )


def _judged(settlements: ir.Table, sums: ir.Table) -> ir.Table:
    """Set what each settlement states beside its lines' sums; null status where all agrees."""
    names = ("medfee_sumamt", *PARTS)
    stated = settlements.select(
        "setl_id",
        "mdtrt_id",
        "psn_no",
        "fixmedins_code",
        "setl_time",
        **{f"stated_{name}": settlements[name].fill_null(0) for name in names},
    )
    joined = stated.left_join(sums, "setl_id")
    status = ibis.cases(
        (joined.lines.isnull(), "no_lines"),
        *((joined[name] != joined[f"stated_{name}"], name) for name in names),
        else_=None,
    )
    return joined.mutate(status=status)
