"""The stories of faults that `faults.toml` tells, and the lines that a visit of one is charged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jixiao.library import load_toml, refuse_unknown

Row = dict[str, Any]
Story = Mapping[str, Any]
_FILE = Path(__file__).with_name("faults.toml")
_FAULT = ("rule", "about", "points", "case", "twins", "few", "also")
LINE, SETTLEMENT, INSTITUTION = "费用明细", "结算", "机构"
DAILY = (
    {"code": "n", "list": "201", "kind": "07", "cnt": 1, "price": 15, "at": 20},
    {"code": "t", "list": "201", "kind": "05", "cnt": 1, "at": 9},
)
"""What a day of a stay is charged beside what a story tells, unless it says that it is bare."""
_HERBS = {"list": "102", "kind": "10"}


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of fault: the rule that is to find it, its points, its story and its twins' stories."""

    rule: str
    about: str
    points: Sequence[Story]
    case: Story
    twins: Sequence[Story]
    few: bool
    also: Sequence[str]
    """Other rules that rightly mark the same row."""


@cache
def faults() -> tuple[Fault, ...]:
    """Return the faults of the file.

    Raises:
        FaultyEntry: one says what is not known.
    """
    content = load_toml(_FILE)
    for said in content["fault"]:
        refuse_unknown(f"{_FILE.name} 的 {said['rule']}", said, _FAULT)
    return tuple(
        Fault(
            said["rule"],
            said.get("about", LINE),
            said.get("points", ()),
            said["case"],
            [{**said["case"], **twin} for twin in said["twins"]],
            said.get("few", False),
            said.get("also", ()),
        )
        for said in content["fault"]
    )


def lines_of_visit(visit: Story, serial: int) -> Sequence[Story]:
    """Return the lines of a visit: those said, a bundle as dear as its number, or so many herbs."""
    if "bundle" in visit:
        return [
            {"code": f"b{n}", "cnt": 1, "price": 10 + n + serial, "day": n % 4}
            for n in range(visit["bundle"])
        ]
    if "herbs" in visit:
        herbs = range(visit["herbs"])
        return [{"code": f"h{n:02}", "cnt": 1, "price": 2, **_HERBS} for n in herbs]
    lines: Sequence[Story] = visit.get("lines", ({},))
    return lines


def lines_of_story(story: Story) -> list[Story]:
    """Return the lines that a story tells of all its visits."""
    visits = story.get("visits", (story,))
    return [line for visit in visits for line in visit.get("lines", ())]
