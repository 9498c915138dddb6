"""Packages of counties written short, and a city's inbox that waits for them."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from jixiao.fund.store.pseudonyms import Pseudonyms, make_key
from jixiao.service.tree.inbox import Expected, Inbox
from jixiao.service.tree.indicators import Kind, Report
from jixiao.service.tree.package import Contents, PersonList, write_package
from jixiao.service.tree.signing import SigningKey
from jixiao.service.tree.transfers import Step
from tests.service.tree.bookings import CITY, EAST, NORTH, TREE, WEST, booking

DAY, MADE, CAME = date(2026, 12, 31), datetime(2027, 1, 5, 9), datetime(2027, 1, 8, 10)
KEYS = {code: SigningKey.new() for code in (EAST, WEST, NORTH)}
PARTS = {EAST: (90, 100), WEST: (40, 50), NORTH: (10, 20)}
"""The reference's three counties: together 140 of 170, and no mean of rates."""
PEOPLE = {EAST: ("P1", "P2"), WEST: ("P2", "P3"), NORTH: ("P4",)}


def shared(folder: Path) -> Pseudonyms:
    """Return the key that a city gives to its counties; made in its folder at first."""
    make_key(folder / "persons.key")
    return Pseudonyms.of_file(folder / "persons.key")


def contents_of(code: str, pseudonyms: Pseudonyms | None = None) -> Contents:
    """Return a county's rate, heads, list, and a document that it received and spent."""
    above, below = map(Decimal, PARTS[code])
    people = PEOPLE[code]
    results = [
        Report(code, "达标率", Kind.RATE, "%", "1", Decimal(80), numerator=above, denominator=below),
        Report(code, "救助人数", Kind.HEADS, "人", actual=Decimal(len(people))),
    ]  # fmt: skip
    money = [
        booking(code, Step.RECEIVED, 6000, f"市{code}", other=CITY),
        booking(code, Step.SPENT, 5999, source=f"市{code}", on="2026-05-01"),
    ]
    listed = []
    if pseudonyms:
        listed = [PersonList(code, "救助人数", sorted(pseudonyms.of_all(people)))]
    return Contents((), results, money, listed)


def package_of(
    code: str, pseudonyms: Pseudonyms | None = None, **other: object
) -> bytes:
    """Return a county's package, signed with its key, anything said otherwise by name."""
    arguments = {
        "division": code, "name": "某县", "year": 2026, "until": DAY, "made_at": MADE,
        "persons_key": pseudonyms.proof if pseudonyms else "", "key": KEYS[code],
        "contents": contents_of(code, pseudonyms),
    }  # fmt: skip
    return write_package(**{**arguments, **other})


def expected(pseudonyms: Pseudonyms | None = None, **other: object) -> Expected:
    """Return what the city waits for: packages of 2026, within 31 days."""
    mark = pseudonyms.proof if pseudonyms else ""
    return replace(Expected(TREE, CITY, 2026, DAY, 31, mark), **other)


def trust_all(inbox: Inbox) -> None:
    """Trust each county's key."""
    for code, key in KEYS.items():
        inbox.trust(code, key.public, by="甲", at=MADE)
