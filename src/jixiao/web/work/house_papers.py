"""What a place's house issued: each brief of opinion and each report of control, once, beside its records."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import msgspec

from jixiao.errors import whole, writing

_FOLDER = "house_papers"


class BriefIssued(msgspec.Struct, frozen=True):
    """A brief of a span of days; one issued anew stands in its place."""

    first: date
    last: date
    issued_on: date
    items: int


class ReviewReported(msgspec.Struct, frozen=True):
    """A yearly report of internal control, and how many findings it tells."""

    year: int
    reported_on: date
    findings: int


_Paper = TypeVar("_Paper", BriefIssued, ReviewReported)


def keep_brief(folder: Path, brief: BriefIssued) -> None:
    """Keep that a brief was issued.

    Raises:
        UnreadableFile: the disk refuses.
    """
    _keep(folder, f"brief-{brief.first}-{brief.last}", brief)


def keep_review(folder: Path, review: ReviewReported) -> None:
    """Keep that a report was issued.

    Raises:
        UnreadableFile: the disk refuses.
    """
    _keep(folder, f"review-{review.year}", review)


def briefs_issued(folder: Path) -> list[BriefIssued]:
    """Return the briefs that were issued."""
    return [*_kept(folder, "brief", BriefIssued)]


def reviews_reported(folder: Path) -> list[ReviewReported]:
    """Return the reports that were issued."""
    return [*_kept(folder, "review", ReviewReported)]


def _keep(folder: Path, name: str, paper: msgspec.Struct) -> None:
    place = folder / _FOLDER
    with writing(place):
        place.mkdir(exist_ok=True)
        with whole(place / f"{name}.json") as half:
            half.write_bytes(msgspec.json.encode(paper))


def _kept(folder: Path, kind: str, shape: type[_Paper]) -> Iterator[_Paper]:
    for path in sorted((folder / _FOLDER).glob(f"{kind}-*.json")):
        yield msgspec.json.decode(path.read_bytes(), type=shape)
