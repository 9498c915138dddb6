"""What is planted for an audit to find, and what only looks like it."""

from enum import IntEnum

import numpy as np

from jixiao.fund.synthesis.care import (
    BY_ORDER,
    CHRONIC,
    DIED,
    ORDINARY,
    STAY,
    TRANSFERRED,
)
from jixiao.fund.synthesis.people import Array, Columns, pick, stack
from jixiao.fund.synthesis.places import Places
from jixiao.fund.synthesis.shape import Shape, diagnosis_place

_LONG = 8


class Plant(IntEnum):
    """A planted truth, or from 100 on a decoy."""

    NONE = 0
    HANGING_BED = 1
    SPLIT_STAY = 2
    DUPLICATE = 3
    WRONG_SEX = 4
    OVER_PRICE = 5
    TOO_OFTEN = 6
    OVERLAP = 7
    AFTER_DEATH = 8
    CHEMOTHERAPY = 101
    STAGED = 102
    TRANSFER = 103
    REFUND = 104
    TWINS = 105
    REFERRAL = 106

    @property
    def word(self) -> str:
        """What the plant is called."""
        return _WORDS[self]

    @property
    def is_truth(self) -> bool:
        """Whether an audit should find it."""
        return 0 < self < Plant.CHEMOTHERAPY


_WORDS = {
    Plant.NONE: "",
    Plant.HANGING_BED: "挂床住院",
    Plant.SPLIT_STAY: "分解住院",
    Plant.DUPLICATE: "重复收费",
    Plant.WRONG_SEX: "诊断与性别不符",
    Plant.OVER_PRICE: "超限价未扣除",
    Plant.TOO_OFTEN: "床位费超过住院天数",
    Plant.OVERLAP: "住院时间重叠",
    Plant.AFTER_DEATH: "死亡后就诊",
    Plant.CHEMOTHERAPY: "化疗疗程，按期再入院",
    Plant.STAGED: "分期手术，按计划再入院",
    Plant.TRANSFER: "转院，同日入住另一家",
    Plant.REFUND: "重复的一笔已退费",
    Plant.TWINS: "双胎分娩，接生费两笔",
    Plant.REFERRAL: "基层转诊，同日两次就诊",
}


def plant_stays(
    shape: Shape,
    people: Columns,
    stays: Columns,
    places: Places,
    rng: np.random.Generator,
) -> Columns:
    """Plant in the stays, add those that plants and decoys need, and order by person and begin.

    The stay that is to be found carries the plant: of a split stay the second one.
    """
    free = _FreeStays(stays, rng)
    added = _add_stays(shape, stays, free, places, rng)
    _mark_stays(shape, people, stays, free, rng)
    whole = stack(stays, *added)
    return pick(whole, np.lexsort((whole["begin"], whole["person"])))


class _FreeStays:
    """The stays that nothing was planted in yet, in random order."""

    def __init__(self, stays: Columns, rng: np.random.Generator) -> None:
        ended = ~stays["open"] & (stays["way"] != DIED)
        self.total = len(stays["person"])
        self.planted = np.zeros(self.total, bool)
        self._order = rng.permutation(np.flatnonzero(ended))
        self._rng = rng

    def take(self, share: float, mask: Array | None = None) -> Array:
        """Take a share of all stays, among the free stays that a mask allows."""
        allowed = True if mask is None else mask[self._order]
        candidates = self._order[~self.planted[self._order] & allowed]
        taken = np.asarray(candidates[: _count(share * self.total, self._rng)])
        self.planted[taken] = True
        return taken


def _add_stays(
    shape: Shape,
    stays: Columns,
    free: _FreeStays,
    places: Places,
    rng: np.random.Generator,
) -> list[Columns]:
    """Return the stays that are added after, or within, stays that are there."""
    plants, decoys = shape.plants, shape.decoys
    long = stays["days"] >= _LONG
    early = stays["begin"] + stays["days"] < stays["begin"].max(initial=0) - 30
    last = _is_last(stays) & early
    added = []
    split = free.take(plants.split_stay, long & last)
    parted = _again(stays, split, rng.integers(1, 8, len(split)), 6, Plant.SPLIT_STAY)
    # What goes on of a parted stay is not operated again: two operations are staged surgery.
    added.append(parted | {"operated": np.zeros(len(split), bool)})
    chemotherapy = stays["diagnosis"] == diagnosis_place("Z51.1")
    cycles = free.take(decoys.chemotherapy, chemotherapy & last)
    added.append(_again(stays, cycles, np.full(len(cycles), 8), 3, Plant.CHEMOTHERAPY))
    staged = free.take(decoys.staged, stays["operated"] & last)
    added.append(_again(stays, staged, np.full(len(staged), 6), 5, Plant.STAGED))
    moved = free.take(decoys.transfer, (stays["level"] > 0) & last)
    stays["way"][moved] = TRANSFERRED
    onward = _again(stays, moved, np.zeros(len(moved), np.int64), 9, Plant.TRANSFER)
    added.append(onward | _elsewhere(places, len(moved), rng))
    double = free.take(plants.overlap, long)
    second = _again(stays, double, -stays["days"][double] + 2, 3, Plant.OVERLAP)
    added.append(second | _elsewhere(places, len(double), rng))
    return added


def _mark_stays(
    shape: Shape,
    people: Columns,
    stays: Columns,
    free: _FreeStays,
    rng: np.random.Generator,
) -> None:
    """Mark the stays whose bill, or whose diagnosis, is to carry a plant."""
    plants, decoys = shape.plants, shape.decoys
    long = stays["days"] >= _LONG
    for share, plant, mask in (
        (plants.hanging_bed, Plant.HANGING_BED, long & ~stays["operated"]),
        (plants.duplicate, Plant.DUPLICATE, None),
        (decoys.refund, Plant.REFUND, None),
        (plants.over_price, Plant.OVER_PRICE, None),
        (plants.too_often, Plant.TOO_OFTEN, long),
    ):
        stays["plant"][free.take(share, mask)] = plant
    birth = diagnosis_place("O80.0")
    twins = (stays["diagnosis"] == birth) & ~free.planted
    twins &= rng.random(free.total) < decoys.twins
    stays["plant"][np.flatnonzero(twins)] = Plant.TWINS
    men = ~people["female"][stays["person"]]
    wrong = free.take(plants.wrong_sex, men)
    stays["diagnosis"][wrong], stays["plant"][wrong] = birth, Plant.WRONG_SEX


def plant_visits(
    shape: Shape,
    visits: Columns,
    stays: Columns,
    places: Places,
    rng: np.random.Generator,
) -> Columns:
    """Add second visits of one day by referral, and visits after death, to the ordinary ones."""
    ordinary = np.flatnonzero((visits["kind"] == ORDINARY) & (visits["level"] > 1))
    chosen = ordinary[rng.random(len(ordinary)) < shape.care.referred]
    sent = pick(visits, chosen)
    sent |= _elsewhere(places, len(chosen), rng, level=1)
    sent["minute"] = np.minimum(sent["minute"] + 90, 21 * 60)
    sent["plant"] = np.full(len(chosen), Plant.REFERRAL)
    dead = np.flatnonzero(stays["way"] == DIED)
    wanted = min(
        len(dead), _count(shape.plants.after_death * len(stays["person"]), rng)
    )
    deaths = pick(stays, rng.permutation(dead)[:wanted])
    late = deaths | {
        "kind": np.full(wanted, CHRONIC),
        "begin": deaths["begin"] + deaths["days"] + rng.integers(3, 20, wanted),
        "days": np.zeros(wanted, np.int64),
        "open": np.zeros(wanted, bool),
        "way": np.zeros(wanted, np.int64),
        "operated": np.zeros(wanted, bool),
        "plant": np.full(wanted, Plant.AFTER_DEATH),
    }
    return stack(visits, sent, late)


def _count(expected: float, rng: np.random.Generator) -> int:
    """Round at random, so that small bureaus have rare plants too, sometimes."""
    return int(expected + rng.random())


def _is_last(stays: Columns) -> Array:
    """Whether each stay is its person's last of the year."""
    person = stays["person"]
    return np.append(person[1:] != person[:-1], True)


def _again(
    stays: Columns, index: Array, gap: Array, most: int, plant: Plant
) -> Columns:
    """Return another stay of the same person, hospital and diagnosis, `gap` days after the end."""
    second = pick(stays, index)
    return second | {
        "begin": second["begin"] + second["days"] + gap,
        "days": np.minimum(second["days"], most),
        "way": np.full(len(index), BY_ORDER),
        "kind": np.full(len(index), STAY),
        "plant": np.full(len(index), plant),
    }


def _elsewhere(
    places: Places, count: int, rng: np.random.Generator, level: int = 0
) -> dict[str, Array]:
    """Draw hospitals of another level."""
    return {
        "place": rng.choice(places.of_kind(level), count),
        "level": np.full(count, level),
    }
