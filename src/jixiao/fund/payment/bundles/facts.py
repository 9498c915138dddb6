"""What the records know of a month of bundles: contracts, and each person's roster, care and stays."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from jixiao.fund.payment.bundles.bundle import (
    Contract,
    Mode,
    PersonFacts,
    Placed,
    Session,
    Span,
)
from jixiao.fund.records import Records


@dataclass(frozen=True, slots=True)
class BundleContract:
    """A contract with the disease its bills bear, and what it says of items: inside (true) or apart."""

    contract: Contract
    disease: str
    items: dict[str, bool]


def read_contracts(records: Records) -> list[BundleContract]:
    """Return the contracts with their items; amounts in fen.

    Raises:
        NotLoaded: no contracts were loaded.
    """
    rows = records.engine.fetch(records.record("bundle_contracts")).to_pylist()
    listed = records.record_if_loaded("bundle_items")
    items: dict[str, dict[str, bool]] = defaultdict(dict)
    if listed is not None:
        for row in records.engine.fetch(listed).to_pylist():
            items[row["contract_no"]][row["hilist_code"]] = row["included"] == "1"
    return [
        BundleContract(_contract(row), row["dise_no"] or "", items[row["contract_no"]])
        for row in rows
    ]


def _contract(row: dict[str, Any]) -> Contract:
    return Contract(
        number=row["contract_no"],
        centre=row["fixmedins_code"],
        care=row["dial_type"],
        mode=Mode(row["pay_mode"]),
        rate=int(row["rate"]),
        first=row["begndate"],
        last=row["enddate"],
        month_cap=None if row["month_cap"] is None else int(row["month_cap"]),
        year_cap=None if row["year_cap"] is None else int(row["year_cap"]),
    )


def facts_of_month(records: Records) -> dict[str, PersonFacts]:
    """Return what is known of each person who is on a roster, or had a session, in the month.

    Raises:
        NotLoaded: no roster was loaded.
    """
    fetch = records.engine.fetch
    placed: dict[str, list[Placed]] = defaultdict(list)
    for row in fetch(records.record("bundle_roster")).to_pylist():
        span = Span(row["begndate"], row["enddate"])
        placed[row["psn_no"]].append(
            Placed(row["fixmedins_code"], row["dial_type"], span)
        )
    sessions: dict[str, list[Session]] = defaultdict(list)
    for row in _rows(records, "bundle_sessions"):
        session = Session(
            row["session_no"], row["fixmedins_code"], row["dial_type"], row["done_on"]
        )
        sessions[row["psn_no"]].append(session)
    stays: dict[str, list[Span]] = defaultdict(list)
    for row in _rows(records, "stays_on_roster"):
        stays[row["psn_no"]].append(Span(row["began"], row["ended"]))
    died = {r["psn_no"]: r["died_on"] for r in _rows(records, "deaths_on_roster")}
    return {
        person: PersonFacts(
            placed.get(person, ()),
            sessions.get(person, ()),
            stays.get(person, ()),
            died.get(person),
        )
        for person in {*placed, *sessions}
    }


def _rows(records: Records, name: str) -> list[dict[str, Any]]:
    rows = records.record_if_loaded(name)
    if rows is None:
        return []
    listed: list[dict[str, Any]] = records.engine.fetch(rows).to_pylist()
    return listed
