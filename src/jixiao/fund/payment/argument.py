"""Points argued by experts: who may vote on what, what a round decides, and the book it leads to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from jixiao.errors import JixiaoError
from jixiao.fund.parameters import Terms
from jixiao.fund.payment.group_points import Rebased, rebase

KEYS = ("dip.quorum", "dip.second_round")
AGREE, OTHER = "同意", "另提"
_MOST_TENTHS = 10**9


@dataclass(frozen=True, slots=True)
class Expert:
    """Somebody who argues points: of a specialty, from a hospital ('' for none)."""

    name: str
    specialty: str
    hospital: str


@dataclass(frozen=True, slots=True)
class Ballot:
    """One vote: `points` (ten-thousandths) are what an expert has instead of the proposal, or none."""

    round: int
    group: str
    expert: str
    points: int | None
    reason: str = ""


class Outcome(StrEnum):
    """What came of a group's votes."""

    NOT_VOTED = "没有表决，按拟定"
    NO_QUORUM = "到会不足，按拟定"
    AGREED = "同意拟定"
    CHANGED = "按论证"
    AGAIN = "相差过大，再议一轮"


@dataclass(frozen=True, slots=True)
class Argued:
    """A group's argument: its points before, as voted, and the reasons of those who dissent."""

    group: str
    proposed: int
    voted: int
    outcome: Outcome
    round: int
    votes: int
    eligible: int
    avoided: tuple[str, ...]
    dissent: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Argument:
    """All groups argued, and their points moved by one factor so that Σ (points × cases) holds."""

    groups: tuple[Argued, ...]
    rebased: Rebased

    @property
    def open_groups(self) -> tuple[Argued, ...]:
        """The groups that need another round."""
        return tuple(each for each in self.groups if each.outcome is Outcome.AGAIN)


def argue(
    proposed: Mapping[str, int],
    cases: Mapping[str, int],
    of_hospitals: Mapping[str, Mapping[str, int]],
    experts: Sequence[Expert],
    ballots: Iterable[Ballot],
    terms: Terms,
) -> Argument:
    """Decide on each group's points by the ballots of its last round, and rebase all.

    An expert does not vote on a group that the own hospital treats most of (`of_hospitals` counts a
    group's cases by hospital). More than half who agree keep the proposal; else the median of the
    votes stands, the lower of two in the middle. After a first round, what moved too far is argued
    again and keeps the proposal until then.

    Raises:
        JixiaoError: a ballot is of nobody, of no group, a second one, one that must be avoided, or
            without a reason.
    """
    known = {expert.name: expert for expert in experts}
    by_group: dict[str, list[Ballot]] = {}
    for ballot in ballots:
        _check(ballot, proposed, known, by_group.get(ballot.group, ()))
        by_group.setdefault(ballot.group, []).append(ballot)
    argued = []
    for group, points in sorted(proposed.items()):
        aside = avoiding(of_hospitals.get(group, {}), experts)
        argued.append(
            _decide(group, points, by_group.get(group, []), aside, experts, terms)
        )
    voted = {each.group: each.voted for each in argued}
    return Argument(tuple(argued), rebase(proposed, voted, cases))


def _check(
    ballot: Ballot,
    proposed: Mapping[str, int],
    known: Mapping[str, Expert],
    earlier: Sequence[Ballot],
) -> None:
    place = f"第 {ballot.round} 轮 {ballot.expert} 对 {ballot.group} 的票"
    if ballot.expert not in known:
        message = f"{place}：名单里没有这位专家。请核对姓名，或补进名单。"
        raise JixiaoError(message)
    if ballot.group not in proposed:
        message = f"{place}：没有这个病种的拟定分值。请照 dip_points 表里的写法写。"
        raise JixiaoError(message)
    if any((b.round, b.expert) == (ballot.round, ballot.expert) for b in earlier):
        message = f"{place}投了两次。请只留一张。"
        raise JixiaoError(message)
    if ballot.points is not None and not ballot.reason:
        message = f"{place}另提了分值，没有写理由。请补上。"
        raise JixiaoError(message)
    if ballot.points is not None and not 0 < ballot.points < _MOST_TENTHS:
        message = f"{place}另提的分值应大于 0、小于十万分。请改正。"
        raise JixiaoError(message)


def avoiding(
    of_hospitals: Mapping[str, int], experts: Sequence[Expert]
) -> tuple[str, ...]:
    """Return the names of the experts whose own hospital treats most cases of a group."""
    most = max(of_hospitals.values(), default=0)
    busiest = {code for code, count in of_hospitals.items() if count == most}
    return tuple(expert.name for expert in experts if expert.hospital in busiest)


def _decide(
    group: str, proposed: int, ballots: Sequence[Ballot], aside: Sequence[str],
    experts: Sequence[Expert], terms: Terms,
) -> Argued:  # fmt: skip
    eligible = len(experts) - len(aside)
    last = max((ballot.round for ballot in ballots), default=0)
    votes = [ballot for ballot in ballots if ballot.round == last]
    for ballot in votes:
        if ballot.expert in aside:
            message = f"第 {ballot.round} 轮 {ballot.expert} 应回避 {group}：其所在医院病例最多。请作废这张票。"
            raise JixiaoError(message)
    dissent = tuple((b.expert, b.reason) for b in votes if b.points is not None)
    voted, outcome = _outcome(proposed, votes, eligible, last, terms)
    return Argued(
        group,
        proposed,
        voted,
        outcome,
        last,
        len(votes),
        eligible,
        tuple(aside),
        dissent,
    )


def _outcome(
    proposed: int, votes: Sequence[Ballot], eligible: int, last: int, terms: Terms
) -> tuple[int, Outcome]:
    if not votes:
        return proposed, Outcome.NOT_VOTED
    if Fraction(len(votes), max(eligible, 1)) < terms.factor("dip.quorum"):
        return proposed, Outcome.NO_QUORUM
    agreeing = sum(ballot.points is None for ballot in votes)
    values = sorted(proposed if b.points is None else b.points for b in votes)
    median = values[(len(values) - 1) // 2]
    if agreeing * 2 > len(votes) or median == proposed:
        return proposed, Outcome.AGREED
    moved = Fraction(abs(median - proposed), proposed)
    if last == 1 and moved > terms.factor("dip.second_round"):
        return proposed, Outcome.AGAIN
    return median, Outcome.CHANGED
