"""What the worker is asked to do with a month: clear care away, or close bundles."""

from datetime import date

import msgspec

from jixiao.errors import JixiaoError
from jixiao.web import jobs
from jixiao.web.models import Job, Organisation, User

KIND = "month"
CLEAR, CLOSE = "clear", "close"
_TITLES = {CLEAR: "异地就医清算核对", CLOSE: "包干月结"}


class MonthOrder(msgspec.Struct, frozen=True):
    """A month of a place's records: what to do with it, by which set of parameters."""

    place: int
    work: str
    month: date
    code: str
    is_first: bool = False
    """Whether months are closed from this one on, whatever came before."""


def month_typed(typed: str) -> date:
    """Read a month as browsers send it: 2026-03.

    Raises:
        JixiaoError: it is none.
    """
    try:
        return date.fromisoformat(f"{typed.strip()[:7]}-01")
    except ValueError:
        message = "请写明哪个月，如 2026-03。"
        raise JixiaoError(message) from None


def order(user: User, place: Organisation, wanted: MonthOrder) -> Job:
    """Have the worker do a month; one that waits already is not ordered twice."""
    about = msgspec.json.encode(wanted).decode()
    title = f"{place} {wanted.month:%Y-%m} {_TITLES[wanted.work]}"
    return jobs.begin(user, KIND, title, about)
