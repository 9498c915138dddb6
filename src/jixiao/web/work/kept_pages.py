"""What takes long and a page shows: computed by the worker once for the records as they stand, and kept."""

from datetime import timedelta
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from django.utils import timezone

from jixiao.errors import whole, writing
from jixiao.web import jobs
from jixiao.web.models import Job, User
from jixiao.web.work.fund_pages import Entered, reading

if TYPE_CHECKING:
    from jixiao.fund.parameters import Terms

KIND = "page"
_FOLDER = "kept_pages"
_TRIED_AGAIN_AFTER = timedelta(minutes=1)
_Shown = TypeVar("_Shown")


class PageOrder(msgspec.Struct, frozen=True):
    """A room's page of a place and a year, by a set of parameters, from records in one state."""

    place: int
    room: str
    year: int
    code: str
    state: str

    @property
    def name(self) -> str:
        """What its file is called, whatever state the records are in."""
        code = sha256(self.code.encode()).hexdigest()[:8]
        return f"{self.room}-{self.year}-{code}.json"


class _Kept(msgspec.Struct, frozen=True):
    state: str
    shown: msgspec.Raw


def order_of(entered: Entered) -> PageOrder:
    """Return what is to be computed for a room as it was entered, for its records as they stand.

    Raises:
        UnreadableFile: nothing was loaded there, or it is being written.
    """
    from jixiao.fund.records.loads import last_load  # noqa: PLC0415 — loads the engine

    with reading(entered.place.folder) as engine:
        load = last_load(engine)
    return PageOrder(
        entered.place.organisation.pk,
        entered.room.address,
        entered.year,
        entered.code,
        f"{load} {_digest(entered.terms)}",
    )


def _digest(terms: "Terms") -> str:
    return sha256(repr(terms).encode()).hexdigest()[:16]


def kept(folder: Path, wanted: PageOrder, shape: type[_Shown]) -> _Shown | None:
    """Return what was computed; None where it was not, or from other records or parameters."""
    try:
        body = (folder / _FOLDER / wanted.name).read_bytes()
        whole_page = msgspec.json.decode(body, type=_Kept)
        if whole_page.state != wanted.state:
            return None
        return msgspec.json.decode(whole_page.shown, type=shape, dec_hook=_decoded)
    except (OSError, msgspec.MsgspecError):
        return None  # what an older version kept in another shape is computed anew


def keep(folder: Path, wanted: PageOrder, shown: object) -> None:
    """Keep what was computed, in place of what was there.

    Raises:
        UnreadableFile: the disk refuses.
    """
    body = msgspec.Raw(msgspec.json.encode(shown, enc_hook=_encoded))
    place = folder / _FOLDER
    with writing(place):
        place.mkdir(exist_ok=True)
        with whole(place / wanted.name) as half:
            half.write_bytes(msgspec.json.encode(_Kept(wanted.state, body)))


def _encoded(value: object) -> object:
    if isinstance(value, Fraction):
        return str(value)
    message = f"{type(value)}"
    raise NotImplementedError(message)


def _decoded(shape: type, value: Any) -> Any:  # noqa: ANN401 — msgspec's own way
    if shape is Fraction:
        return Fraction(value)
    raise NotImplementedError


def have_computed(user: User, entered: Entered, wanted: PageOrder) -> Job:
    """Have the worker compute a page; what waits, runs or failed a moment ago is not begun again."""
    about = msgspec.json.encode(wanted).decode()
    last = Job.objects.filter(kind=KIND, about=about).order_by("-at").first()
    if last is not None and _counts(last):
        return last
    title = f"{entered.place.organisation} {entered.year} {entered.room.title}"
    return jobs.begin(user, KIND, title, about)


def _counts(job: Job) -> bool:
    if job.state in ("waiting", "running"):
        return not job.cancel
    ended = job.beat or job.at
    return job.state == "failed" and timezone.now() - ended < _TRIED_AGAIN_AFTER
