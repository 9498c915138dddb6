"""How far the moves of a procedure lead: what can be reached, and by which way."""

from collections import deque
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from jixiao.cycle.conditions import CONDITIONS
from jixiao.cycle.effects import EFFECTS
from jixiao.cycle.procedure import Move, Procedure


@dataclass(slots=True)
class Reach:
    """Stages (with their tracks), moves and effects that come about in some case of a procedure."""

    stages: set[tuple[str, str]] = field(default_factory=set)
    moves: set[str] = field(default_factory=set)
    effects: set[str] = field(default_factory=set)

    @property
    def size(self) -> int:
        """How much is reached; it grows until nothing more is."""
        return len(self.stages) + len(self.moves) + len(self.effects)


def reach(procedure: Procedure, without: Collection[str] = ()) -> Reach:
    """Return what the moves of a procedure reach from the first stages.

    Moves that do one of `without` are left out, and so is whatever needs it.
    """
    reached = Reach({(name, track.first) for name, track in procedure.tracks.items()})
    size = 0
    while size < reached.size:
        size = reached.size
        for name, move in procedure.move.items():
            if can_be_made(move, reached) and not set(move.does) & set(without):
                reached.moves.add(name)
                reached.stages.add((move.track, move.end))
                reached.effects.update(_taking_hold(move.does, reached.effects))
    return reached


def can_be_made(move: Move, reached: Reach) -> bool:
    """Whether somebody may make a move from a stage that is reached, after what it needs."""
    stands = any((move.track, stage) in reached.stages for stage in move.start)
    return bool(move.by) and stands and not missing_before(move, reached.effects)


def missing_before(move: Move, effects: Collection[str]) -> tuple[str, ...]:
    """Return what must come before a move and does not: one of these effects would do."""
    for need in move.needs:
        after = CONDITIONS[need].after
        if after and not set(after) & set(effects):
            return after
    return ()


def _taking_hold(does: Iterable[str], before: Collection[str]) -> set[str]:
    """Return those effects that mean something after others."""
    names = set()
    for name in does:
        after = EFFECTS[name].after
        if not after or set(after) & set(before):
            names.add(name)
    return names


def way_to(procedure: Procedure, effect: str, before: Iterable[str] = ()) -> list[str]:
    """Return the shortest row of moves, on one track from its first stage, that ends with an effect.

    `before` are effects that came about on other tracks.

    Raises:
        LookupError: there is none.
    """
    for track in procedure.tracks:
        for way in _ways_on(procedure, track, before):
            if effect in procedure.move[way[-1]].does:
                return way
    message = f"no move of {procedure.procedure.code} leads to {effect}"
    raise LookupError(message)


def _ways_on(
    procedure: Procedure, track: str, before: Iterable[str]
) -> Iterator[list[str]]:
    """Yield rows of moves on a track from its first stage, the shortest first.

    Each goes on from a stage that no shorter one has come to.
    """
    first = procedure.tracks[track].first
    places = deque([(first, list[str](), frozenset(before))])
    visited = {first}
    while places:
        stage, way, effects = places.popleft()
        for name, move in _moves_from(procedure, track, stage):
            if missing_before(move, effects):
                continue
            longer = [*way, name]
            yield longer
            if move.end not in visited:
                visited.add(move.end)
                places.append((move.end, longer, effects.union(move.does)))


def _moves_from(
    procedure: Procedure, track: str, stage: str
) -> Iterator[tuple[str, Move]]:
    """Yield the moves that somebody may make from a stage of a track."""
    for name, move in procedure.move.items():
        if move.by and move.track == track and stage in move.start:
            yield name, move
