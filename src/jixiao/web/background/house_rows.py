"""What the office's own house did, written into a place's records for measures to answer from."""

from pathlib import Path
from typing import Any

from jixiao.fund.cases import Case, CaseLedger, open_ledger
from jixiao.fund.records.own_rows import (
    BRIEFS,
    INSPECTIONS,
    OPINIONS,
    REVIEWS,
    keep_own,
)
from jixiao.fund.store.engine import LAKE, STORE
from jixiao.service.control import control_cases
from jixiao.service.control.review_row import review_row
from jixiao.service.disclosure import site_cases
from jixiao.service.opinion import opinion_cases
from jixiao.service.opinion.brief_row import case_rows, issued_row
from jixiao.service.opinion.ladder import load_ladder
from jixiao.web.work.fund_cases import LEDGER, moment
from jixiao.web.work.fund_pages import working
from jixiao.web.work.house_papers import briefs_issued, reviews_reported
from jixiao.web.work.site_orders import kept_inspection, kept_names

_Rows = list[dict[str, Any]]


def keep_house_rows(folder: Path) -> None:
    """Write a place's inspections, opinions, briefs and reviews into its records, as they stand now.

    Where nothing was ever loaded there are no records to write into, and nothing to measure.

    Raises:
        UnreadableFile: others do not let go of the records.
    """
    is_there = (folder / STORE).is_file() or (folder / LAKE).is_file()
    rows = _rows_of(folder) if is_there else {}
    if not any(rows.values()):
        return
    with working(folder) as engine:
        for code, fresh in rows.items():
            if fresh:
                keep_own(engine, code, fresh)


def _rows_of(folder: Path) -> dict[str, _Rows]:
    if not (folder / LEDGER).is_file():
        return _rows_of_rooms(folder, [], [], [])
    with open_ledger(folder / LEDGER) as ledger:
        return _rows_of_rooms(folder, *_cases(ledger))


def _cases(ledger: CaseLedger) -> tuple[list[Case], list[Case], list[Case]]:
    return (
        site_cases.own_cases(ledger),
        control_cases.own_cases(ledger),
        opinion_cases.own_cases(ledger),
    )


def _rows_of_rooms(
    folder: Path, site: list[Case], control: list[Case], opinion: list[Case]
) -> dict[str, _Rows]:
    mended = site_cases.mended_of(site)
    kept = [kept_inspection(folder, name) for name in reversed(kept_names(folder))]
    inspections = [
        site_cases.inspection_row(
            each.inspection,
            each.sheet,
            mended.get(site_cases.number_of(each.inspection)),
        )
        for each in kept
    ]
    briefs = [
        issued_row(f"{b.first}至{b.last}", b.issued_on, b.items)
        for b in briefs_issued(folder)
    ]
    reviews = [
        review_row(r.year, r.findings, control, r.reported_on)
        for r in reviews_reported(folder)
    ]
    opinions = [*case_rows(opinion, load_ladder(), moment())]
    return {
        INSPECTIONS: inspections, BRIEFS: briefs, REVIEWS: reviews, OPINIONS: opinions,
    }  # fmt: skip
