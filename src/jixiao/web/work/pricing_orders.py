"""What the worker is asked to do of prices, as its job says it."""

from datetime import date

import msgspec

from jixiao.web import jobs
from jixiao.web.models import Job, Organisation, User

KIND = "link"


class PricingOrder(msgspec.Struct, frozen=True):
    """A linkage: of a place's records, for a province on a day, by a set of parameters."""

    place: int
    province: str
    day: date
    code: str


def order(user: User, place: Organisation, wanted: PricingOrder) -> Job:
    """Have the worker calculate a linkage; one that waits already is not ordered twice."""
    about = msgspec.json.encode(wanted).decode()
    title = f"{place} {wanted.province} {wanted.day} 挂网价联动测算"
    return jobs.begin(user, KIND, title, about)
