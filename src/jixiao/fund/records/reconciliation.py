"""The rows of SETL_D by what became of them, so that counts and amounts can be seen to add up."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jixiao.fund.records.kept import NETTED
from jixiao.fund.records.netting import REASONS, STANDING
from jixiao.fund.records.refunds import CANCELLATION, CANCELLED, UNCLEAR
from jixiao.fund.records.resolver import Records


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the rows of SETL_D: how many, their total fees and what the fund paid, in fen."""

    status: str
    rows: int
    fees: int
    fund: int


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The rows of SETL_D by what became of them; the parts add up to `whole`.

    What stands is what is left of it after its partial refunds, a part of their own.
    `orphans` are cancellations of settlements that were not loaded.
    """

    whole: Part
    parts: tuple[Part, ...]
    orphans: int

    @property
    def uncancelled(self) -> int:
        """What the cancelled settlements and the cancellations do not cancel out, in fen."""
        return sum(p.fees for p in self.parts if p.status in (CANCELLED, CANCELLATION))

    @property
    def unclear(self) -> int:
        """How many rows are refunds that do not fit their settlement, and such settlements."""
        return sum(p.rows for p in self.parts if p.status == UNCLEAR)


def reconcile(records: Records) -> Reconciliation:
    """Keep which settlements do not stand and why as NETTED, and count all of them.

    Raises:
        NotLoaded: no settlements were loaded.
    """
    netted = records.keep("verdicts", NETTED)
    rows = records.record("settlement_rows")
    rows = rows.select("setl_id", fees="medfee_sumamt", fund="fund_pay_sumamt")
    judged = rows.left_join(netted.select("setl_id", "status", "of"), "setl_id")
    is_orphan = (judged.status == CANCELLATION) & judged.of.isnull()
    counted = judged.group_by(status=judged.status.fill_null(STANDING)).aggregate(
        rows=judged.count(),
        fees=judged.fees.sum(),
        fund=judged.fund.sum(),
        orphans=is_orphan.fill_null(False).cast("int64").sum(),
    )
    by_status = {
        row["status"]: row for row in records.engine.fetch(counted).to_pylist()
    }
    ordered = [
        by_status[status] for status in (STANDING, *REASONS) if status in by_status
    ]
    parts = tuple(_part(row) for row in ordered)
    whole = Part(
        "",
        sum(p.rows for p in parts),
        sum(p.fees for p in parts),
        sum(p.fund for p in parts),
    )
    return Reconciliation(
        whole, parts, sum(int(row["orphans"] or 0) for row in ordered)
    )


def _part(row: Mapping[str, Any]) -> Part:
    return Part(row["status"], row["rows"], int(row["fees"]), int(row["fund"]))
