"""Procedures are read from their files; one that does not hold together is refused."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from jixiao.cycle.conditions import CONDITIONS
from jixiao.cycle.procedure import Procedure
from jixiao.errors import FaultyEntry
from jixiao.library import load_tables

FOLDER = Path(__file__).with_name("procedures")
_WHOLE = 100


@cache
def procedures(folder: Path | None = None) -> Mapping[str, Procedure]:
    """Read the procedures of the package, and those of a folder of the region's own.

    Raises:
        FaultyEntry: a file says what procedures do not know, or what cannot be.
    """
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
