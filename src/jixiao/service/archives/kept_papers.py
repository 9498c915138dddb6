"""The register as it was loaded."""

from collections.abc import Mapping
from typing import Any

from jixiao.fund.records import Records
from jixiao.service.archives.archive import Archive
from jixiao.service.archives.register import Destruction, Item, Loan, Register

KEYS = ("archives.counts_from", "archives.approvers")


def read_register(
    records: Records, counts_from: str, archive: Archive | None = None
) -> Register:
    """Read the register, with loans and destructions where they were loaded.

    What the archive that is kept here holds stands behind what was loaded.

    Raises:
        NotLoaded: no papers were loaded, and there is no archive here.
    """
    if archive is None:
        records.record("archive_items")
    loaded = Register(
        [_item(row) for row in _rows(records, "archive_items")],
        [
            Loan(row["archive_no"], row["lent_on"], row["returned_on"])
            for row in _rows(records, "archive_loans")
        ],
        [_destruction(row) for row in _rows(records, "archive_destructions")],
        counts_from,
    )
    return loaded if archive is None else _with_archive(loaded, archive)


def archived_register(archive: Archive, counts_from: str) -> Register:
    """Return the register of the archive that is kept here, alone."""
    return _with_archive(Register([], [], [], counts_from), archive)


def _with_archive(register: Register, archive: Archive) -> Register:
    return Register(
        [*register.items, *(paper.item for paper in archive.papers())],
        [*register.loans, *archive.lent_items()],
        [*register.destructions, *archive.destructions()],
        register.counts_from,
    )


def _rows(records: Records, name: str) -> list[dict[str, Any]]:
    rows = records.record_if_loaded(name)
    if rows is None:
        return []
    fetched: list[dict[str, Any]] = records.engine.fetch(
        rows.order_by("archive_no")
    ).to_pylist()
    return fetched


def _item(row: Mapping[str, Any]) -> Item:
    signed, counted = row["signed"], row["counted"]
    return Item(
        row["archive_no"],
        row["title"],
        row["class"],
        row["kind"] or "",
        int(row["year"]),
        row["term"],
        int(row["item_no"]),
        row["box_no"] or "",
        int(row["pages"]),
        None if counted is None else int(counted),
        None if signed is None else signed == "1",
    )


def _destruction(row: Mapping[str, Any]) -> Destruction:
    return Destruction(
        row["archive_no"],
        row["destroyed_on"],
        row["approved_by"] or "",
        row["witnessed_by"] or "",
    )
