"""A year's inspections: everybody once, the riskiest again, some by lot, no team at its own or twice running."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from jixiao.fund.supervision.drawing import Draw, digest, draw

COVERAGE, RISK, RANDOM = "全覆盖", "按风险", "随机抽取"


@dataclass(frozen=True, slots=True)
class Team:
    """A team of at least two, and the institutions that it must keep away from."""

    name: str
    avoids: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit that is planned: to whom, why, and by which team (none where none may go).

    `again` is set where the team was the last to go there, because every other must keep away.
    """

    institution: str
    why: str
    team: str | None
    again: bool = False


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
    last_teams: Mapping[str, str] = MappingProxyType({}),
) -> Plan:
    """Plan a visit to each institution, a second to those of most risk, and a lot among the others.

    The lot is drawn among those that risk did not choose, so that what it finds is an unbiased
    rate. Teams are given out evenly, by the order of the same seed, never to whom they avoid, and not
    twice running to one institution while another team is free; `last_teams` went there before.

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
    rota = _Rota(teams, seed, dict(last_teams))
    return Plan([rota.visit(code, why) for code, why in wanted], drawn)


@dataclass(frozen=True, slots=True)
class _Rota:
    """Who goes where: the teams, how much each has to do, and who was last at each institution."""

    teams: Sequence[Team]
    seed: str
    last: dict[str, str]
    loads: Counter[str] = field(default_factory=Counter)

    def visit(self, code: str, why: str) -> Visit:
        free = [team.name for team in self.teams if code not in team.avoids]
        if not free:
            return Visit(code, why, None)
        fresh = [name for name in free if name != self.last.get(code)]
        team = min(
            fresh or free,
            key=lambda name: (
                self.loads[name],
                digest(self.seed, f"{code}|{why}|{name}"),
            ),
        )
        self.loads[team] += 1
        self.last[code] = team
        return Visit(code, why, team, again=not fresh)
