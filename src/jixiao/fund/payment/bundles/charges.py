"""What was charged beside a bundle: used of the items inside, paid apart, and leaked."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jixiao.fund.payment.bundles.bundle import (
    Contract,
    PricedMonth,
    Refused,
    WhyNot,
)
from jixiao.fund.payment.bundles.facts import BundleContract
from jixiao.fund.records import NotLoaded, Records
from jixiao.fund.store.engine import Engine
from jixiao.period import Period


@dataclass(frozen=True, slots=True)
class Charges:
    """Used of the items inside the bundle, items paid apart, and items inside billed again; in fen."""

    used: int = 0
    apart: int = 0
    leaked: int = 0

    @property
    def kept(self) -> dict[str, int]:
        """By the names of the kept tables' columns."""
        return {"used": self.used, "apart": self.apart, "leaked": self.leaked}

    @classmethod
    def sum_of(cls, parts: Iterable["Charges"]) -> "Charges":
        """Add up several."""
        listed = [*parts]
        return cls(
            sum(each.used for each in listed),
            sum(each.apart for each in listed),
            sum(each.leaked for each in listed),
        )


@dataclass(frozen=True, slots=True)
class MonthCharges:
    """A month's charges: sums by person and centre, the leaked lines, what was not computed."""

    sums: Mapping[tuple[str, str], Charges]
    leaks: tuple[Mapping[str, Any], ...]
    refused: tuple[Refused, ...]
    unnamed: tuple[Mapping[str, Any], ...]
    notes: tuple[str, ...]


def charges_of(
    engine: Engine,
    month: Period,
    priced: Mapping[str, PricedMonth],
    contracts: Sequence[BundleContract],
) -> MonthCharges:
    """Judge the lines of a month against the contract of the person's day.

    An item inside on a bill of the bundle's disease at the centre is used; on any other bill, there
    or elsewhere, it leaked. An item apart on a bill of the bundle is paid apart. Items that are
    named neither way are listed.
    """
    notes = [
        f"协议 {each.contract.number} 没有写包干结算的病种编号：用了多少、另收多少没有算"
        for each in contracts
        if not each.disease
    ]
    records = Records(engine)
    try:
        lines = records.record("lines_on_roster")
    except NotLoaded as missing:
        notes.append(f"{missing.why}：用了多少、另收多少没有算")
        return MonthCharges({}, (), (), (), tuple(notes))
    of_month = lines.filter(lines.charged_on.between(month.first, month.last))
    judging = _Judging(priced, contracts)
    for row in engine.fetch(of_month).to_pylist():
        judging.judge(row)
    unnamed = engine.fetch(records.record("unnamed_bundle_items")).to_pylist()
    return MonthCharges(
        {key: Charges(**sums) for key, sums in judging.sums.items()},
        tuple(judging.leaks),
        tuple(judging.refused),
        tuple(unnamed),
        tuple(notes),
    )


class _Judging:
    """Lines judged one after another."""

    def __init__(
        self, priced: Mapping[str, PricedMonth], contracts: Sequence[BundleContract]
    ) -> None:
        self._priced = priced
        self._contracts: dict[Contract, BundleContract] = {
            each.contract: each for each in contracts
        }
        self._diseases = {each.disease for each in contracts if each.disease}
        self.sums: dict[tuple[str, str], dict[str, int]] = defaultdict(
            lambda: {"used": 0, "apart": 0, "leaked": 0}
        )
        self.leaks: list[dict[str, Any]] = []
        self.refused: list[Refused] = []

    def judge(self, row: Mapping[str, Any]) -> None:
        """Add a line where it belongs."""
        person, day = row["psn_no"], row["charged_on"]
        contract = self._contract_on(person, day)
        if contract is None:
            if row["dise_no"] in self._diseases:
                place = row["fixmedins_code"]
                self.refused.append(
                    Refused(person, row["bkkp_sn"], place, day, 1, WhyNot.LINE)
                )
            return
        inside = contract.items.get(row["hilist_code"])
        if inside is None or not contract.disease:
            return
        centre = contract.contract.centre
        is_of_bundle = row["dise_no"] == contract.disease and (
            row["fixmedins_code"] == centre
        )
        if not inside and not is_of_bundle:
            return
        kind = "apart" if not inside else "used" if is_of_bundle else "leaked"
        self.sums[person, centre][kind] += int(row["det_item_fee_sumamt"])
        if kind == "leaked":
            self.leaks.append({**row, "centre": centre})

    def _contract_on(self, person: str, day: date) -> BundleContract | None:
        month = self._priced.get(person)
        contract = month.counted.get(day) if month else None
        return self._contracts[contract] if contract else None
