"""Stays away against what they were for: adjusted outflow, and what could have been treated here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from jixiao.fund.parameters import Terms
from jixiao.fund.records import Records
from jixiao.fund.store.engine import Engine
from jixiao.period import Period

KEYS = ("away.local_cases",)
_EMERGENCY, _LIVES_AWAY = "24", "long_term"
NO_DISEASE = "没有主诊断"


@dataclass(frozen=True, slots=True)
class DiseaseGroup:
    """A group of stays by main diagnosis: here and away; costs in fen.

    `could_stay` are the stays away that were neither an emergency nor of somebody who lives away.
    """

    disease: str
    here: int
    here_cost: int
    away: int
    away_cost: int
    away_fund: int
    could_stay: int
    could_stay_cost: int
    could_stay_fund: int

    @property
    def here_mean(self) -> Fraction | None:
        """The mean cost of a stay here; none where there was none."""
        return Fraction(self.here_cost, self.here) if self.here else None


@dataclass(frozen=True, slots=True)
class Origin:
    """An area's stays: how many went away, and how many would have by all areas' shares of its groups."""

    area: str
    stays: int
    away: int
    expected: Fraction

    @property
    def ratio(self) -> Fraction | None:
        """Observed ÷ expected: above 1 more go than its groups explain."""
        return Fraction(self.away) / self.expected if self.expected else None


@dataclass(frozen=True, slots=True)
class CaseMix:
    """A period's stays here and away by disease.

    `crude` is the share of stays that went away; `adjusted` the same where each stay weighs what
    one of its group costs here. Stays of groups never treated here weigh nothing that is known:
    they are `without_weight`.
    """

    groups: tuple[DiseaseGroup, ...]
    origins: tuple[Origin, ...]
    least: int
    crude: Fraction | None
    adjusted: Fraction | None
    without_weight: int

    @property
    def avoidable(self) -> tuple[DiseaseGroup, ...]:
        """Groups treated here often enough of which stays went away that could have stayed."""
        often = [g for g in self.groups if g.here >= self.least and g.could_stay]
        return tuple(sorted(often, key=lambda g: (-g.could_stay_fund, g.disease)))


def case_mix(engine: Engine, period: Period, terms: Terms) -> CaseMix:
    """Compare a period's stays away with those here, disease by disease.

    Raises:
        NotLoaded: there are no settlements, or no visits that say what a stay was for.
    """
    rows = _rows(engine, period)
    groups = tuple(_group(name, of_group) for name, of_group in _by_disease(rows))
    stays = sum(g.here + g.away for g in groups)
    away = sum(g.away for g in groups)
    return CaseMix(
        groups,
        _origins(rows, groups),
        terms.count("away.local_cases"),
        Fraction(away, stays) if stays else None,
        _adjusted(groups),
        sum(g.away for g in groups if not g.here),
    )


def _rows(engine: Engine, period: Period) -> list[dict[str, Any]]:
    stays = Records(engine, period).record("stays_by_disease")
    can_stay = (stays.med_type != _EMERGENCY) & (stays.filing != _LIVES_AWAY)
    cells = stays.group_by(
        disease=stays.disease.fill_null(NO_DISEASE),
        area=stays.insu_admdvs.fill_null("不详"),
        away="away",
        can_stay=stays.away & can_stay.fill_null(True),
    ).aggregate(
        stays=stays.count(),
        cost=stays.medfee_sumamt.sum(),
        fund=stays.fund_pay_sumamt.sum(),
    )
    listed: list[dict[str, Any]] = engine.fetch(cells).to_pylist()
    return listed


def _by_disease(
    rows: Sequence[Mapping[str, Any]],
) -> list[tuple[str, list[Mapping[str, Any]]]]:
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        groups.setdefault(row["disease"], []).append(row)
    return sorted(groups.items())


def _group(disease: str, rows: Sequence[Mapping[str, Any]]) -> DiseaseGroup:
    here = [row for row in rows if not row["away"]]
    away = [row for row in rows if row["away"]]
    could = [row for row in rows if row["can_stay"]]
    return DiseaseGroup(
        disease,
        *_sums(here, "stays", "cost"),
        *_sums(away, "stays", "cost", "fund"),
        *_sums(could, "stays", "cost", "fund"),
    )


def _sums(rows: Sequence[Mapping[str, Any]], *names: str) -> list[int]:
    return [sum(int(row[name] or 0) for row in rows) for name in names]


def _adjusted(groups: Sequence[DiseaseGroup]) -> Fraction | None:
    weighed = [(g, g.here_mean) for g in groups]
    whole = sum((mean * (g.here + g.away) for g, mean in weighed if mean), Fraction(0))
    away = sum((mean * g.away for g, mean in weighed if mean), Fraction(0))
    return away / whole if whole else None


def _origins(
    rows: Sequence[Mapping[str, Any]], groups: Sequence[DiseaseGroup]
) -> tuple[Origin, ...]:
    shares = {g.disease: Fraction(g.away, g.here + g.away) for g in groups}
    areas: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        areas.setdefault(row["area"], []).append(row)
    origins = []
    for area, of_area in sorted(areas.items()):
        expected = sum(
            (shares[row["disease"]] * row["stays"] for row in of_area), Fraction(0)
        )
        away = sum(row["stays"] for row in of_area if row["away"])
        stays = sum(row["stays"] for row in of_area)
        origins.append(Origin(area, stays, away, expected))
    return tuple(origins)
