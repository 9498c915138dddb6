"""How a region's cycle goes: roles, stages on four tracks, the moves between them, deadlines."""

from decimal import Decimal
from enum import StrEnum

from msgspec import Struct


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

    What stands on a stage of `aside` is put aside: lists and counts leave it out. A case may stay for
    good on those of `final`; those of `unused` belong to a procedure that this one extends, and no
    case comes there. `promises` names effects by stage: whatever stands there has had them.
    """

    title: str
    stages: dict[str, str]
    final: tuple[str, ...]
    aside: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    promises: dict[str, tuple[str, ...]] = {}

    @property
    def first(self) -> str:
        """Where a case begins."""
        return next(iter(self.stages))


class Move(Struct, frozen=True, forbid_unknown_fields=True):
    """One allowed step: who may take it, from where to where, and what must hold (`needs`).

    `does` are its effects on the case, `brings` is what whoever makes it is asked for. A move with
    nobody in `by` is nobody's. `hands_in` is set where somebody's work begins to be looked at by
    others, `optional` where a case may rest without it. `uses` are those of the procedure's that a
    move which uses a result may choose from; all where none is named.
    """

    title: str
    track: str
    by: tuple[str, ...]
    start: tuple[str, ...]
    end: str
    does: tuple[str, ...] = ()
    brings: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    hands_in: bool = False
    optional: bool = False
    basis: str = ""


class Item(Struct, frozen=True, forbid_unknown_fields=True):
    """One line of the review's score sheet; the checks of some `families` have a say in its points."""

    name: str
    points: int
    asks: str
    families: tuple[str, ...] = ()


class Head(Struct, frozen=True, forbid_unknown_fields=True):
    """One dimension of the review: 完整性, 相关性, 适当性, 可行性."""

    name: str
    items: tuple[Item, ...]

    @property
    def points(self) -> int:
        """What the dimension can give."""
        return sum(item.points for item in self.items)


class ReviewRating(Struct, frozen=True, forbid_unknown_fields=True):
    """A rating by the lowest total, and what it lets happen."""

    name: str
    least: Decimal
    outcome: Outcome


class Deadline(Struct, frozen=True, forbid_unknown_fields=True):
    """When what stands in some stages is due.

    So many `days` after one of `after`, or `on` a day of the year (MM-DD), the later where both are
    said; or on the day that was set (`until`). `remind` days before that somebody is reminded. A
    later one of `unless` settles it. Both name effects, by whichever move, or moves.
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
    """A region's cycle. Moves and deadlines bear their names as keys.

    `demands` are the effects that the law asks of every procedure, each with its basis; `takes_off`
    is what a finding takes off the points that a review starts from, by its severity; `english` are
    words of its own that the office's catalogue does not have.
    """

    procedure: About
    roles: dict[str, str]
    tracks: dict[str, Track]
    move: dict[str, Move]
    demands: dict[str, str]
    uses: dict[str, str]
    review: tuple[Head, ...]
    ratings: tuple[ReviewRating, ...]
    deadline: dict[str, Deadline]
    takes_off: dict[str, Decimal] = {}
    english: dict[str, str] = {}

    def words(self) -> list[str]:
        """Return every word of it that a page may say."""
        tracks = self.tracks.values()
        return [
            *self.roles.values(),
            *(
                word
                for track in tracks
                for word in (track.title, *track.stages.values())
            ),
            *(move.title for move in self.move.values()),
            *(move.basis for move in self.move.values() if move.basis),
            *(deadline.title for deadline in self.deadline.values()),
            *(rating.name for rating in self.ratings),
            *(head.name for head in self.review),
            *(item.name for head in self.review for item in head.items),
            *self.uses.values(),
        ]

    def uses_of(self, move: Move) -> dict[str, str]:
        """Return the uses that a move may choose from, with their words."""
        codes = move.uses or self.uses
        return {code: title for code, title in self.uses.items() if code in codes}

    def rating(self, total: Decimal) -> ReviewRating:
        """Return the rating of a review's total."""
        return next(rating for rating in self.ratings if total >= rating.least)

    def move_title(self, move: str) -> str:
        """Return a move's word; the code of one that a later procedure dropped."""
        return self.move[move].title if move in self.move else move

    def stage_title(self, track: str, stage: str) -> str:
        """Return a stage's word; the code of one that a later procedure dropped."""
        return self.tracks[track].stages.get(stage, stage)
