"""How a region's cycle goes: roles, stages on four tracks, the moves between them, deadlines."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from jixiao.errors import FaultyEntry
from jixiao.library import load_tables

FOLDER = Path(__file__).with_name("procedures")


class Outcome(StrEnum):
    """What a review's rating lets happen: pass, mend and pass, return, or refuse."""

    PASS = "pass"  # noqa: S105 — a verdict, no password
    MEND = "mend"
    RETURN = "return"
    REFUSE = "refuse"


class About(Struct, frozen=True, forbid_unknown_fields=True):
    """Which procedure it is, and whose rule."""

    code: str
    title: str
    basis: str
    extends: str = ""


class Track(Struct, frozen=True, forbid_unknown_fields=True):
    """One of the strands a case is on at once; `stages` are codes and titles, the first is first.

    What stands on a stage of `aside` is put aside: lists and counts leave it out.
    """

    title: str
    stages: dict[str, str]
    aside: tuple[str, ...] = ()

    @property
    def first(self) -> str:
        """Where a case begins."""
        return next(iter(self.stages))


class Move(Struct, frozen=True, forbid_unknown_fields=True):
    """One allowed step: who may take it, from where to where, and what must hold.

    `hands_in` is set where somebody's work begins to be looked at by others, `optional` where a
    case may rest without it.
    """

    title: str
    track: str
    by: tuple[str, ...]
    start: tuple[str, ...]
    end: str
    needs: tuple[str, ...] = ()
    hands_in: bool = False
    optional: bool = False
    basis: str = ""


class Item(Struct, frozen=True, forbid_unknown_fields=True):
    """One line of the review's score sheet."""

    name: str
    points: int
    asks: str


class Head(Struct, frozen=True, forbid_unknown_fields=True):
    """One dimension of the review: 完整性, 相关性, 适当性, 可行性."""

    name: str
    items: tuple[Item, ...]

    @property
    def points(self) -> int:
        """What the dimension can give."""
        return sum(item.points for item in self.items)


class Rating(Struct, frozen=True, forbid_unknown_fields=True):
    """A rating by the lowest total, and what it lets happen."""

    name: str
    least: Decimal
    outcome: Outcome


class Deadline(Struct, frozen=True, forbid_unknown_fields=True):
    """When what stands in some stages is due.

    So many `days` after one of the moves of `after`, or `on` a day of the year (MM-DD), the later
    where both are said; or on the day that was set (`until`). `remind` days before that somebody is
    reminded. A later move of `unless` settles it.
    """

    title: str
    track: str
    stages: tuple[str, ...]
    remind: int
    basis: str
    confirmed: bool
    after: tuple[str, ...] = ()
    days: int | None = None
    unless: tuple[str, ...] = ()
    on: str = ""
    until: bool = False


class Procedure(Struct, frozen=True, forbid_unknown_fields=True):
    """A region's cycle. Moves and deadlines bear their names as keys."""

    procedure: About
    roles: dict[str, str]
    tracks: dict[str, Track]
    move: dict[str, Move]
    uses: dict[str, str]
    review: tuple[Head, ...]
    ratings: tuple[Rating, ...]
    deadline: dict[str, Deadline]

    def rating(self, total: Decimal) -> Rating:
        """Give the rating of a review's total."""
        return next(rating for rating in self.ratings if total >= rating.least)

    def stage_title(self, track: str, stage: str) -> str:
        """Give a stage's word; the code of one that a later procedure dropped."""
        return self.tracks[track].stages.get(stage, stage)


@cache
def procedures(folder: Path | None = None) -> Mapping[str, Procedure]:
    """Read the procedures of the package, and those of a folder of the region's own.

    Raises:
        FaultyEntry: a file says what procedures do not know, or what cannot be.
    """
    from jixiao.cycle.conditions import CONDITIONS  # noqa: PLC0415 — they name procedures too

    tables = load_tables([FOLDER, folder] if folder else [FOLDER], "procedure")
    return {code: _procedure(code, table, frozenset(CONDITIONS)) for code, table in tables.items()}


def _procedure(code: str, table: dict[str, Any], known: frozenset[str]) -> Procedure:
    try:
        found = msgspec.convert(table, Procedure, strict=False)
    except msgspec.ValidationError as error:
        message = f"{code}.toml 不是能用的流程：{error}。可比照 base.toml 改正。"
        raise FaultyEntry(message) from error
    for fault in _faults(found, known):
        message = f"{code}.toml {fault}。请改正。"
        raise FaultyEntry(message)
    return found


def _faults(procedure: Procedure, known: frozenset[str]) -> Iterator[str]:
    """Say what does not go together."""
    for name, track in procedure.tracks.items():
        if strange := [stage for stage in track.aside if stage not in track.stages]:
            yield f"的 [tracks.{name}] 的 aside 写了没有的阶段“{strange[0]}”"
    for name, move in procedure.move.items():
        own = procedure.tracks.get(move.track)
        if own is None:
            yield f"的 [move.{name}] 写了不存在的 track“{move.track}”"
            continue
        stages = [stage for stage in (*move.start, move.end) if stage not in own.stages]
        if stages:
            yield f"的 [move.{name}] 写了 {move.track} 没有的阶段“{stages[0]}”"
        if strange := [role for role in move.by if role not in procedure.roles]:
            yield f"的 [move.{name}] 写了不存在的角色“{strange[0]}”"
        if strange := [need for need in move.needs if need not in known]:
            yield f"的 [move.{name}] 写了不认识的条件“{strange[0]}”；可用 {'、'.join(sorted(known))}"
    for name, due in procedure.deadline.items():
        counted = due.days is not None and bool(due.after)
        if (counted or bool(due.on)) is due.until or counted is not bool(due.after or due.days):
            yield f"的 [deadline.{name}] 应写 after 和 days，或 on（可并写，取晚的），或 until = true"
    lows = [rating.least for rating in procedure.ratings]
    if lows != sorted(lows, reverse=True) or not lows or lows[-1] > 0:
        yield "的 [[ratings]] 应从高到低，最后一级从 0 起"
    if sum(head.points for head in procedure.review) != _WHOLE:
        yield f"的 [[review]] 各项分值合计应为 {_WHOLE}"


_WHOLE = 100
