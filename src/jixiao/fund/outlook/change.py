"""A change taken apart: how much is more cases, other cases, or dearer ones. Parts add up to the fen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of cases and their amount in fen."""

    volume: int
    amount: int

    @property
    def mean(self) -> Fraction:
        """The amount of one; there must be one."""
        return Fraction(self.amount, self.volume)


@dataclass(frozen=True, slots=True)
class ChangePart:
    """A part of a change, in fen."""

    title: str
    fen: int


VOLUME = "人次"
PRICE = "次均"
BOTH = "人次与次均交叉"
MIX = "结构"
WITHIN = "组内次均"
FRESH = "新出现的组"
NO_VOLUME = "没有人次的金额"


def by_price_and_volume(before: Counted, after: Counted) -> list[ChangePart] | None:
    """Part a change into more cases at the old mean, the old cases at another mean, and their cross.

    None where either side has no cases: there is no mean then.
    """
    if before.volume <= 0 or after.volume <= 0:
        return None
    more = after.volume - before.volume
    dearer = after.mean - before.mean
    parts = {
        VOLUME: more * before.mean,
        PRICE: before.volume * dearer,
        BOTH: more * dearer,
    }
    return _to_the_fen(parts, after.amount - before.amount)


def by_structure(
    before: Mapping[str, Counted], after: Mapping[str, Counted]
) -> list[ChangePart] | None:
    """Part a change into more cases, another mix of groups, and other means within groups.

    More cases count at the old mean of all; the mix at each group's own old mean (direct
    standardisation). A group that was not there before has no old mean: what it adds beyond the old
    mean of all is a part of its own. Amounts of groups without cases are one, too. None where
    either side has no cases.
    """
    cased_before = _with_cases(before)
    cased_after = _with_cases(after)
    whole_before, whole_after = _whole(cased_before), _whole(cased_after)
    if whole_before.volume <= 0 or whole_after.volume <= 0:
        return None
    mean = whole_before.mean
    mix = within = fresh = Fraction(0)
    for group, now in cased_after.items():
        then = cased_before.get(group)
        if then is None:
            fresh += now.amount - now.volume * mean
            continue
        mix += now.volume * (then.mean - mean)
        within += now.amount - now.volume * then.mean
    bare = _bare(after) - _bare(before)
    parts = {
        VOLUME: (whole_after.volume - whole_before.volume) * mean,
        MIX: mix,
        WITHIN: within,
        FRESH: fresh,
        NO_VOLUME: Fraction(bare),
    }
    change = whole_after.amount - whole_before.amount + bare
    return [
        part
        for part in _to_the_fen(parts, change)
        if part.fen or part.title in (VOLUME, MIX, WITHIN)
    ]


def _with_cases(groups: Mapping[str, Counted]) -> dict[str, Counted]:
    return {name: counted for name, counted in groups.items() if counted.volume > 0}


def _bare(groups: Mapping[str, Counted]) -> int:
    return sum(counted.amount for counted in groups.values() if counted.volume <= 0)


def _whole(groups: Mapping[str, Counted]) -> Counted:
    counted = groups.values()
    return Counted(
        sum(each.volume for each in counted), sum(each.amount for each in counted)
    )


def _to_the_fen(parts: Mapping[str, Fraction], change: int) -> list[ChangePart]:
    """Round parts down, and give the fen that are left to those that lost most."""
    floors = {title: part.__floor__() for title, part in parts.items()}
    left = change - sum(floors.values())
    lost = sorted(parts, key=lambda title: floors[title] - parts[title])
    for title in lost[:left]:
        floors[title] += 1
    return [ChangePart(title, fen) for title, fen in floors.items()]


def explaining(
    changes: Mapping[tuple[str, ...], int], share: Fraction
) -> Sequence[tuple[tuple[str, ...], int]]:
    """Return the fewest changes of the whole's direction that reach a share of the whole.

    Largest first. Where some rise and others fall, what is reached may be more than the whole.
    Nothing where the whole does not change.
    """
    whole = sum(changes.values())
    if whole == 0:
        return []
    sign = 1 if whole > 0 else -1
    largest = sorted(changes.items(), key=lambda named: (-sign * named[1], named[0]))
    chosen: list[tuple[tuple[str, ...], int]] = []
    reached = 0
    for name, fen in largest:
        if reached * sign >= whole * sign * share:
            break
        chosen.append((name, fen))
        reached += fen
    return chosen
