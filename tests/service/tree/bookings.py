"""A region, a city and three counties, and bookings written short."""

from datetime import date
from itertools import count

from jixiao.service.tree.divisions import Division, tree_on
from jixiao.service.tree.transfers import Booking, Step

BEGIN, DAY = date(2020, 1, 1), date(2026, 12, 31)
CITY, EAST, WEST, NORTH = "990100", "990101", "990102", "990103"
DIVISIONS = [
    Division("990000", "示例区", "", BEGIN),
    Division(CITY, "示例市", "990000", BEGIN),
    Division(EAST, "东县", CITY, BEGIN),
    Division(WEST, "西县", CITY, BEGIN),
    Division(NORTH, "北县", CITY, BEGIN),
]
TREE = tree_on(DAY, DIVISIONS)
_NUMBERS = count(1)


def booking(
    division: str,
    step: Step,
    amount: int,
    document: str = "",
    *,
    source: str = "",
    other: str = "",
    on: str = "2026-03-01",
    fund: str = "医疗救助补助",
) -> Booking:
    """Return a booking of 2026; the amount in fen."""
    day = date.fromisoformat(on)
    return Booking(
        f"L{next(_NUMBERS)}", division, 2026, fund, step, document, source, other, day, amount
    )  # fmt: skip


def known_answer() -> list[Booking]:
    """Return the reference's transfer: 100 comes to the city, 60 and 30 go on, 10 are left."""
    return [
        booking("990000", Step.PROVIDED, 100, "区1"),
        booking("990000", Step.ALLOCATED, 100, "区1", source="区1", other=CITY),
        booking(CITY, Step.RECEIVED, 100, "区1", other="990000", on="2026-03-05"),
        booking(CITY, Step.ALLOCATED, 60, "市1", source="区1", other=EAST, on="2026-03-20"),
        booking(CITY, Step.ALLOCATED, 30, "市2", source="区1", other=WEST, on="2026-03-31"),
        booking(EAST, Step.RECEIVED, 60, "市1", other=CITY, on="2026-03-21"),
        booking(WEST, Step.RECEIVED, 30, "市2", other=CITY, on="2026-04-01"),
    ]  # fmt: skip
