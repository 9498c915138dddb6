"""What the worker is asked to do of paying by disease, as its job says it."""

from collections.abc import Mapping

import msgspec

from jixiao.web import jobs
from jixiao.web.models import Job, Organisation, User

STEPS: Mapping[str, str] = {
    "lists": "核对结算清单",
    "catalogue": "从三年病例编目录",
    "points": "给病种定分值",
    "group": "给一年的病例入组",
    "special": "留下特例单议通过的病例",
    "settle": "清算这一年",
    "drg": "按 DRG 入组三年",
}
"""The steps that may be ordered, in their order, and what each is called."""


class PayingOrder(msgspec.Struct, frozen=True, omit_defaults=True):
    """One step: of a place and a year, by a set of parameters; `fund` in fen where it is typed."""

    place: int
    step: str
    year: int
    code: str
    fund: int | None = None
    scheme: str = "sample"
    panel: int | None = None


def order(user: User, place: Organisation, wanted: PayingOrder, title: str) -> Job:
    """Have the worker do a step; one that waits already is not ordered twice."""
    about = msgspec.json.encode(wanted).decode()
    return jobs.begin(user, "pay", title_of(place, wanted.year, title), about)


def title_of(place: Organisation, year: int, title: str) -> str:
    """Return what the job of a place's step in a year is called."""
    return f"{place} {year} 年：{title}"
