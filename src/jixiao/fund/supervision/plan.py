"""A year's inspections: everybody once, the riskiest again, some by lot, no team at its own."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from jixiao.fund.supervision.drawing import Draw, digest, draw

COVERAGE, RISK, RANDOM = "全覆盖", "按风险", "随机抽取"


@dataclass(frozen=True, slots=True)
class Team:
    """A team of at least two, and the institutions that it must keep away from."""

    name: str
    avoids: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit that is planned: to whom, why, and by which team (none where none may go)."""

    institution: str
    why: str
    team: str | None


@dataclass(frozen=True, slots=True)
class Plan:
    """The visits of a year and the draw behind the random ones."""

    visits: Sequence[Visit]
    drawn: Draw

    @property
    def without_team(self) -> list[Visit]:
        """The visits that every team has to keep away from: another place must send one."""
        return [visit for visit in self.visits if visit.team is None]


def plan_year(
    risks: Mapping[str, int],
    teams: Sequence[Team],
    *,
    seed: str,
    by_risk: int,
    at_random: int,
) -> Plan:
    """Plan a visit to each institution, a second to those of most risk, and a lot among the others.

    The lot is drawn among those that risk did not choose, so that what it finds is an unbiased
    rate. Teams are given out evenly, by the order of the same seed, never to whom they avoid.

    Raises:
        JixiaoError: as `draw` does.
    """
    ranked = sorted(risks, key=lambda code: (-risks[code], digest(seed, code)))
    risky = ranked[:by_risk]
    drawn = draw(seed, ranked[by_risk:], at_random)
    wanted = [
        *((code, COVERAGE) for code in sorted(risks)),
        *((code, RISK) for code in risky),
        *((code, RANDOM) for code in drawn.chosen),
    ]
    loads: Counter[str] = Counter()
    visits = []
    for code, why in wanted:
        team = _team_for(code, why, teams, loads, seed)
        visits.append(Visit(code, why, team))
        loads.update([team] if team else [])
    return Plan(visits, drawn)


def _team_for(
    code: str, why: str, teams: Sequence[Team], loads: Counter[str], seed: str
) -> str | None:
    free = [team.name for team in teams if code not in team.avoids]
    by_load = sorted(
        free, key=lambda name: (loads[name], digest(seed, f"{code}|{why}|{name}"))
    )
    return by_load[0] if by_load else None
