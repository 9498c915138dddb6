"""Inspections of a site: ordered of the worker, and kept with the records of the place."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from jixiao.errors import JixiaoError, whole, writing
from jixiao.service.disclosure.inspection import Inspection
from jixiao.web import jobs
from jixiao.web.models import Job, Organisation, User

if TYPE_CHECKING:
    from jixiao.service.disclosure.scoring import ScoreSheet

KIND = "inspect"
_FOLDER = "site_inspections"
LISTS = ("plan", "accounts", "hand", "words", "messages", "visits")
"""The lists that may come beside an export, as the form names them; the plan must."""


class SiteOrder(msgspec.Struct, frozen=True):
    """An inspection that is ordered: the files by their digests, the day, and how it counts."""

    place: int
    day: date
    packed: str
    lists: dict[str, str]
    home: str = ""
    is_whole: bool = False
    has_services: bool = True
    at: str = ""


class KeptInspection(msgspec.Struct, frozen=True):
    """An inspection as it is kept: what was found, what people counted, who ordered it and when."""

    inspection: Inspection
    hand: dict[str, tuple[Decimal, str]]
    has_services: bool
    by: str
    at: datetime

    @property
    def sheet(self) -> "ScoreSheet":
        """The score sheet, by the indicators of the package."""
        from jixiao.service.disclosure.indicators import load_scheme  # noqa: PLC0415 — loads the room
        from jixiao.service.disclosure.scoring import HandCount, score  # noqa: PLC0415

        hand = {code: HandCount(*count) for code, count in self.hand.items()}
        services = self.has_services
        return score(self.inspection, load_scheme(), hand, has_services=services)


def order(user: User, place: Organisation, wanted: SiteOrder) -> Job:
    """Have the worker inspect; the same order that waits already is not taken twice."""
    about = msgspec.json.encode(wanted).decode()
    return jobs.begin(user, KIND, f"{place} 政务公开巡检 {wanted.day}", about)


def keep(folder: Path, kept: KeptInspection) -> None:
    """Keep an inspection in a place's folder.

    Raises:
        UnreadableFile: the disk refuses.
    """
    place = folder / _FOLDER
    name = f"{kept.inspection.day}-{kept.at:%Y%m%d%H%M%S}.json"
    with writing(place):
        place.mkdir(exist_ok=True)
        with whole(place / name) as half:
            half.write_bytes(msgspec.json.encode(kept))


def kept_names(folder: Path) -> Sequence[str]:
    """Return the names of the inspections that are kept, the newest first."""
    return sorted(
        (path.stem for path in (folder / _FOLDER).glob("*.json")), reverse=True
    )


def kept_inspection(folder: Path, name: str) -> KeptInspection:
    """Return an inspection that is kept.

    Raises:
        JixiaoError: there is none of that name.
    """
    if name not in kept_names(folder):
        message = "没有这次巡检。请从列表里选。"
        raise JixiaoError(message)
    content = (folder / _FOLDER / f"{name}.json").read_bytes()
    return msgspec.json.decode(content, type=KeptInspection)
