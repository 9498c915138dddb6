"""Shocks planted in what care costs, and the answers: which signal is to stand where, from when on."""

import csv
from datetime import date
from pathlib import Path

import numpy as np

from jixiao.errors import FaultyEntry
from jixiao.fund.synthesis.care import CHRONIC, ORDINARY, STAY
from jixiao.fund.synthesis.people import EMPLOYEE, Array, Columns
from jixiao.fund.synthesis.places import LEVELS
from jixiao.fund.synthesis.shape import Shape, Shock

_KINDS = {"住院": STAY, "普通门诊": ORDINARY, "门诊慢特病": CHRONIC}
_SCHEMES = {"310": True, "390": False}
_EPOCH = date(1970, 1, 1)
_SIGNAL = "GR03"
"""The signal that looks at what a visit is paid, which a change of costs moves first."""
_MONTHS_TO_WARN = 2


def shock_factors(shape: Shape, people: Columns, visits: Columns) -> Array:
    """Return how many times as much each visit costs; one where no shock is.

    Raises:
        FaultyEntry: a shock is of a kind, a scheme or a level that is none.
    """
    factors = np.ones(len(visits["person"]))
    for shock in shape.shocks:
        _check(shape, shock)
        hit = visits["kind"] == _KINDS[shock.care]
        hit &= visits["begin"] >= (shock.since - _EPOCH).days
        if shock.scheme:
            employee = people["scheme"][visits["person"]] == EMPLOYEE
            hit &= employee == _SCHEMES[shock.scheme]
        if shock.level:
            hit &= visits["level"] == LEVELS.index(shock.level)
        factors[hit] *= shock.factor
    return factors


def _check(shape: Shape, shock: Shock) -> None:
    for word, known in (
        (shock.care, _KINDS),
        (shock.scheme, ("", *_SCHEMES)),
        (shock.level, ("", *LEVELS)),
    ):
        if word not in known:
            choice = "、".join(name for name in known if name)
            message = f"规模 {shape.shape.code} 的 shocks 写了“{word}”；可用 {choice}。"
            raise FaultyEntry(message)


def write_shock_answers(path: Path, shape: Shape) -> None:
    """Write, for each shock and scheme that it hits, which signal is to stand where, and by when."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["signal", "place", "since", "by", "factor", "level"])
        for shock in shape.shocks:
            last = shock.since.year * 12 + shock.since.month - 1 + _MONTHS_TO_WARN - 1
            by = f"{last // 12}-{last % 12 + 1:02}"
            for scheme in [shock.scheme] if shock.scheme else _SCHEMES:
                place = f"{scheme}/{shock.care}"
                since = f"{shock.since:%Y-%m}"
                writer.writerow([_SIGNAL, place, since, by, shock.factor, shock.level])
