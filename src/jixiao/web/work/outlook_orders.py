"""What the worker is asked to do of a fund's course, as its job says it."""

from collections.abc import Mapping
from datetime import date

import msgspec

from jixiao.web import jobs
from jixiao.web.models import Job, Organisation, User

STEPS: Mapping[str, str] = {
    "look": "看这个月",
    "brief": "写这个月的简报",
    "warn": "把预警立案",
    "lists": "列名单并移交",
}
"""The steps that may be ordered, in their order, and what each is called."""


class OutlookOrder(msgspec.Struct, frozen=True):
    """One step: of a place and a month, by a set of parameters, in somebody's name."""

    place: int
    step: str
    month: date
    code: str
    by: str


def order(user: User, place: Organisation, wanted: OutlookOrder) -> Job:
    """Have the worker do a step; one that waits already is not ordered twice."""
    about = msgspec.json.encode(wanted).decode()
    title = f"{place} {wanted.month:%Y-%m}：{STEPS[wanted.step]}"
    return jobs.begin(user, "outlook", title, about)
