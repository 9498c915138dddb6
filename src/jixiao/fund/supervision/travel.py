"""What inspectors' journeys cost a head, from the table of activities."""

from dataclasses import dataclass

from jixiao.errors import JixiaoError
from jixiao.fund.records import Records


@dataclass(frozen=True, slots=True)
class TravelCost:
    """The journeys of a period: how many, how many persons, their cost in fen.

    `unclear` did not state their cost or how many went, and are left out.
    """

    trips: int
    persons: int
    cost: int
    unclear: int

    @property
    def per_head(self) -> int:
        """The cost of a person once, in fen, half up."""
        return (self.cost * 2 + self.persons) // (self.persons * 2)


def travel_cost(records: Records, kind: str) -> TravelCost:
    """Add up the activities whose kind has a word in it.

    Raises:
        NotLoaded: no activities were loaded.
        JixiaoError: no journey of the period says what it cost and how many went.
    """
    activities = records.record("activities")
    journeys = activities.filter(activities.kind.contains(kind))
    rows = records.engine.fetch(journeys.select("participants", "cost")).to_pylist()
    stated = [row for row in rows if row["cost"] is not None and row["participants"]]
    if not stated:
        message = (
            f"这一年没有类别写着“{kind}”、又写了费用和人次的活动。请核对业务活动表。"
        )
        raise JixiaoError(message)
    persons = sum(int(row["participants"]) for row in stated)
    cost = sum(int(row["cost"]) for row in stated)
    return TravelCost(len(stated), persons, cost, len(rows) - len(stated))
