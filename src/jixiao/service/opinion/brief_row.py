"""A brief of opinion as a row of OPINION_BRIEF, and opinions as rows of OPINION_CASE."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from jixiao.fund.cases import Case
from jixiao.fund.records.own_rows import OPINIONS, own_table
from jixiao.service.opinion.ladder import Ladder
from jixiao.service.opinion.opinion_cases import opinion_rows
from jixiao.service.opinion.watch import Watch

KIND = "舆情简报"


def brief_row(watch: Watch, number: str, issued_on: date) -> dict[str, Any]:
    """Return a brief; without a number of its own it goes by its span of days."""
    return issued_row(number or f"{watch.first}至{watch.last}", issued_on, watch.items)


def issued_row(number: str, issued_on: date, items: int) -> dict[str, Any]:
    """Return a brief that was issued under a number, of so many items."""
    return {
        "brief_no": number,
        "issued_on": issued_on,
        "kind": KIND,
        "items": Decimal(items),
    }


def case_rows(
    cases: Sequence[Case], ladder: Ladder, now: datetime
) -> Iterator[dict[str, Any]]:
    """Yield opinions under the columns of OPINION_CASE; what is not known is none."""
    columns = [*own_table(OPINIONS).columns]
    for opinion_row in opinion_rows(cases, ladder, now):
        row: dict[str, Any] = {
            name: text or None for name, text in zip(columns, opinion_row, strict=True)
        }
        closed = row["closed_on"]
        yield row | {"closed_on": date.fromisoformat(closed) if closed else None}
