"""What is planted for an audit to find, and what only looks like it."""

from enum import IntEnum

import numpy as np

from jixiao.fund.synthesis.care import BY_ORDER, CHRONIC, DIED, ORDINARY, STAY, TRANSFERRED
from jixiao.fund.synthesis.people import Array, Columns, pick, stack
from jixiao.fund.synthesis.places import Places
from jixiao.fund.synthesis.shape import Shape, diagnoses

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
        """Say whether an audit should find it."""
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
    shape: Shape, people: Columns, stays: Columns, places: Places, rng: np.random.Generator
) -> Columns:
    """Plant in the stays, add those that plants and decoys need, and order by person and begin.

    The stay that is to be found carries the plant: of a split stay the second one.
    """
    plants, decoys = shape.plants, shape.decoys
    plain = ~stays["open"] & (stays["way"] != DIED)
    free = rng.permutation(np.flatnonzero(plain))
    entries = diagnoses()
    chemo = next(n for n, entry in enumerate(entries) if entry.code == "Z51.1")
    birth = next(n for n, entry in enumerate(entries) if entry.code == "O80.0")
    total = len(stays["person"])
    taken = np.zeros(total, bool)

    def some(share: float, mask: Array | None = None) -> Array:
        """Take so many stays that nothing was planted in yet."""
        candidates = free[~taken[free] & (True if mask is None else mask[free])]
        found = np.asarray(candidates[: _count(share * total, rng)])
        taken[found] = True
        return found

    long = stays["days"] >= _LONG
    early = stays["begin"] + stays["days"] < stays["begin"].max(initial=0) - 30
    last = _is_last(stays) & early
    added = []
    split = some(plants.split_stay, long & last)
    added.append(_again(stays, split, rng.integers(1, 8, len(split)), 6, Plant.SPLIT_STAY))
    cycles = some(decoys.chemotherapy, (stays["diagnosis"] == chemo) & last)
    added.append(_again(stays, cycles, np.full(len(cycles), 8), 3, Plant.CHEMOTHERAPY))
    staged = some(decoys.staged, stays["operated"] & last)
    added.append(_again(stays, staged, np.full(len(staged), 6), 5, Plant.STAGED))
    moved = some(decoys.transfer, (stays["level"] > 0) & last)
    stays["way"][moved] = TRANSFERRED
    onward = _again(stays, moved, np.zeros(len(moved), np.int64), 9, Plant.TRANSFER)
    onward |= _elsewhere(places, len(moved), rng)
    added.append(onward)
    double = some(plants.overlap, long)
    second = _again(stays, double, -stays["days"][double] + 2, 3, Plant.OVERLAP)
    added.append(second | _elsewhere(places, len(double), rng))
    for share, plant, mask in (
        (plants.hanging_bed, Plant.HANGING_BED, long & ~stays["operated"]),
        (plants.duplicate, Plant.DUPLICATE, None),
        (decoys.refund, Plant.REFUND, None),
        (plants.over_price, Plant.OVER_PRICE, None),
        (plants.too_often, Plant.TOO_OFTEN, long),
    ):
        stays["plant"][some(share, mask)] = plant
    twins = np.flatnonzero(
        (stays["diagnosis"] == birth) & ~taken & (rng.random(total) < decoys.twins)
    )
    stays["plant"][twins] = Plant.TWINS
    men = ~people["female"][stays["person"]]
    wrong = some(plants.wrong_sex, men)
    stays["diagnosis"][wrong], stays["plant"][wrong] = birth, Plant.WRONG_SEX
    whole = stack(stays, *added)
    return pick(whole, np.lexsort((whole["begin"], whole["person"])))


def plant_visits(
    shape: Shape, visits: Columns, stays: Columns, places: Places, rng: np.random.Generator
) -> Columns:
    """Add second visits of one day by referral, and visits after death, to the ordinary ones."""
    ordinary = np.flatnonzero((visits["kind"] == ORDINARY) & (visits["level"] > 1))
    chosen = ordinary[rng.random(len(ordinary)) < shape.care.referred]
    sent = pick(visits, chosen)
    sent |= _elsewhere(places, len(chosen), rng, level=1)
    sent["minute"] = np.minimum(sent["minute"] + 90, 21 * 60)
    sent["plant"] = np.full(len(chosen), Plant.REFERRAL)
    dead = np.flatnonzero(stays["way"] == DIED)
    wanted = min(len(dead), _count(shape.plants.after_death * len(stays["person"]), rng))
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
    """Say of each stay whether it is its person's last of the year."""
    person = stays["person"]
    return np.append(person[1:] != person[:-1], True)


def _again(stays: Columns, index: Array, gap: Array, most: int, plant: Plant) -> Columns:
    """Give another stay of the same person, hospital and diagnosis, `gap` days after the end."""
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
    """Give hospitals of another level."""
    return {
        "place": rng.choice(places.of_kind(level), count),
        "level": np.full(count, level),
    }
