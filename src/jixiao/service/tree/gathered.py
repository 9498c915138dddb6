"""What is known of a tree on a day: the rows loaded into a folder, and the packages it received.

A division that handed up a package speaks through it alone: rows of it and of those below it that
were loaded beside are left out, and counted.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jixiao.errors import JixiaoError
from jixiao.fund.records import Records
from jixiao.fund.store.pseudonyms import Pseudonyms
from jixiao.service.tree.divisions import Tree, tree_on
from jixiao.service.tree.inbox import PACKAGES, Receipt, open_inbox
from jixiao.service.tree.indicators import (
    Persons,
    Report,
    placed_persons,
    placed_reports,
)
from jixiao.service.tree.package import Package
from jixiao.service.tree.stored import (
    stored_bookings,
    stored_divisions,
    stored_persons,
    stored_reports,
)
from jixiao.service.tree.transfers import Booking, Unplaced, placed
from jixiao.targets import TargetTable

MONEY, RESULTS = "transfers", "division_results"
"""The records that are gathered."""
_TITLES = {
    MONEY: "转移支付资金流转表（TRANSFER）",
    RESULTS: "各地区指标完成情况表（DIVISION_RESULT）",
}
PERSONS_KEY = "persons.key"
"""Where an upper office keeps the key that it gives to all below it, in its folder."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """Bookings, reports and lists under the codes in use, and where they came from.

    `replaced` counts rows of the folder for which a package speaks; `own_persons` are the folder's
    lists as they were loaded; `forms` are the official forms that packages brought, by division;
    `absent` are the titles of tables that were never loaded here.
    """

    tree: Tree
    year: int
    bookings: Sequence[Booking]
    unplaced: Sequence[Unplaced]
    reports: Sequence[Report]
    lost: Sequence[Report]
    persons: Persons
    own_persons: Persons
    forms: Sequence[tuple[str, TargetTable]]
    receipts: Sequence[Receipt]
    replaced: int
    absent: Sequence[str]

    def part_of(self, division: str) -> Tree:
        """Return the tree from a division down."""
        return self.tree.part(division)

    def without_package(self, division: str) -> Sequence[str]:
        """Return the children of a division that handed up nothing for this day."""
        sent = {each.division for each in self.receipts}
        return [code for code in self.tree.children(division) if code not in sent]


def gather(
    records: Records,
    folder: Path,
    day: date,
    year: int,
    needs: Collection[str] = (),
) -> Gathered:
    """Gather what a folder and its packages have of a year, up to a day.

    `needs` are records without which nothing can be said unless packages came.

    Raises:
        NotLoaded: one that is needed was not loaded.
        JixiaoError: the divisions of the day make no tree, or the inbox cannot be read.
    """
    tree = tree_on(day, stored_divisions(records))
    received = _received(folder, year, day)
    for name in () if received else needs:
        records.record(name)
    covered = _covered(tree, [package for _, package in received])
    bookings, unplaced = placed(tree, _loaded_bookings(records))
    reports, lost = placed_reports(tree, _loaded_reports(records, year))
    stored_lists = stored_persons(records, year)
    persons = placed_persons(
        tree, _hashed(folder, stored_lists, is_needed=bool(received))
    )
    kept_bookings = [each for each in bookings if each.division not in covered]
    kept_reports = [each for each in reports if each.division not in covered]
    replaced = len(bookings) + len(reports) - len(kept_bookings) - len(kept_reports)
    brought = [package.contents for _, package in received]
    sent_bookings, sent_unplaced = placed(tree, [b for c in brought for b in c.money])
    sent_reports, sent_lost = placed_reports(
        tree, [r for c in brought for r in c.results]
    )
    lists = {key: listed for key, listed in persons.items() if key[0] not in covered}
    for contents in brought:
        lists |= placed_persons(tree, contents.listed)
    return Gathered(
        tree,
        year,
        [*kept_bookings, *sent_bookings],
        [*unplaced, *sent_unplaced],
        [*kept_reports, *sent_reports],
        [*lost, *sent_lost],
        lists,
        stored_lists,
        [
            (r.division, form)
            for r, package in received
            for form in package.contents.forms
        ],
        [receipt for receipt, _ in received],
        replaced,
        [title for name, title in _TITLES.items() if not records.has(name)],
    )


def _received(folder: Path, year: int, day: date) -> Sequence[tuple[Receipt, Package]]:
    path = folder / PACKAGES
    if not path.is_file():
        return []
    with open_inbox(path) as inbox:
        return inbox.current(year, day)


def _covered(tree: Tree, packages: Sequence[Package]) -> Collection[str]:
    """Return the divisions for which packages speak: the senders, and those below them."""
    senders = (tree.current(each.manifest.division) for each in packages)
    return {code for sender in senders if sender for code in tree.part(sender).nodes}


def _loaded_bookings(records: Records) -> Sequence[Booking]:
    return stored_bookings(records) if records.has(MONEY) else []


def _loaded_reports(records: Records, year: int) -> Sequence[Report]:
    return stored_reports(records, year) if records.has(RESULTS) else []


def _hashed(folder: Path, persons: Persons, *, is_needed: bool) -> Persons:
    """Return the folder's own lists as packages have theirs, once there are packages."""
    if not (is_needed and persons):
        return persons
    pseudonyms = shared_key(folder)
    if pseudonyms is None:
        message = (
            f"本级自己的名单要用人员密钥化成摘要才能和各地的合起来，这里没有 {PERSONS_KEY}。"
            "请用 jixiao tree share 造一把，发给各地。"
        )
        raise JixiaoError(message)
    return {key: pseudonyms.of_all(listed) for key, listed in persons.items()}


def shared_key(folder: Path) -> Pseudonyms | None:
    """Return the key that an upper office gave to all below it; None where there is none."""
    path = folder / PERSONS_KEY
    return Pseudonyms.of_file(path) if path.is_file() else None
