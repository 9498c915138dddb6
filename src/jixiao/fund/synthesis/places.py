"""Where care is given and what it may cost: institutions and the benefit catalogue."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from jixiao.fund.synthesis.people import Array, Columns
from jixiao.fund.synthesis.shape import Shape

HOME, AWAY, ABROAD = "990101", "990200", "980100"
"""Divisions that no place in the country has: at home, elsewhere in the province, in another."""
LEVELS = ("三级", "二级", "一级")
KINDS = (*LEVELS, "村卫生室", "药店", "异地三级")
AWAY_KIND = KINDS.index("异地三级")
_HOSP_LV = ("02", "05", "08", "11", "11", "02")
_BEDS = (800, 300, 60, 0, 0, 1200)
FIXED = 9
"""The first items of the catalogue: bed, nursing and consultation by level."""
DELIVERY = 9
"""The item charged for a birth."""
OPERATION = "06"
"""The kind of charge of an operation, a birth among them."""
_FIXED_FEN = (4000, 3000, 2000, 2600, 2000, 1500, 2000, 1500, 1000)
_FIXED_NAMES = ("床位费", "护理费", "诊察费")
_FIXED_KINDS = ("01", "07", "02")
_DELIVERY_FEN = 60_000
_ITEM_PATTERNS = {
    "101": ("XZZ", 20, "示例药品"),
    "102": ("T", 9, "示例饮片"),
    "201": ("", 15, "示例项目"),
    "301": ("C", 19, "示例耗材"),
}
"""By list_type: what a code begins with, how many digits follow, what the items are called."""


@dataclass(frozen=True, slots=True)
class _ItemGroup:
    """Items of one list: the median and the spread of their price (fen, lognormal), their fees."""

    list_type: str
    median: int
    spread: float
    charged: tuple[str, ...]


_LEAST_FEN = 20
_ITEM_GROUPS = (
    _ItemGroup("101", 2500, 1.1, ("09", "11")),
    _ItemGroup("102", 300, 0.6, ("10",)),
    _ItemGroup("201", 4000, 1.0, ("03", "04", "05", OPERATION)),
    _ItemGroup("301", 6000, 1.3, ("08",)),
)
"""Drugs, decoctions, services and consumables, in the order in which they are drawn."""


@dataclass(frozen=True, slots=True)
class Places:
    """Institutions by kind (index into `KINDS`) and their numbers; the items of the catalogue.

    Items are ordered: the fixed ones, the delivery, then all others by price; `limit` and
    `limit_later` are fen before and from `repriced_on` on.
    """

    kinds: Array
    items: Columns
    repriced_on: int

    def of_kind(self, kind: int) -> Array:
        """Return the numbers of the institutions of a kind."""
        return np.flatnonzero(self.kinds == kind)


def draw_places(
    shape: Shape, insured: int, repriced_on: int, rng: np.random.Generator
) -> Places:
    """Draw the institutions for so many insured, and the catalogue."""
    counts = [
        max(1, round(insured / shape.institutions.insured_each[kind]))
        for kind in KINDS[:-1]
    ]
    kinds = np.repeat(np.arange(len(KINDS)), [*counts, shape.institutions.away])
    return Places(kinds, _items(shape, rng), repriced_on)


def institution_rows(places: Places, opened: date) -> list[dict[str, Any]]:
    """Return the rows of FIXMEDINS_B; the names are numbers, of no real institution."""
    rows = []
    for number, kind in enumerate(places.kinds):
        rows.append(
            {
                "fixmedins_code": _code(number, kind),
                "fixmedins_name": f"示例{KINDS[kind]}{number + 1:04}",
                "fixmedins_type": "2" if KINDS[kind] == "药店" else "1",
                "hosp_lv": _HOSP_LV[kind],
                "fix_blng_admdvs": _division(number, kind),
                "begndate": opened,
                "bed_cnt": _BEDS[kind],
            }
        )
    return rows


def _code(number: int, kind: int) -> str:
    """Return the code of an institution: H or P and eleven digits, of a division that is none."""
    mark = "P" if KINDS[kind] == "药店" else "H"
    return f"{mark}{_division(number, kind)}{number + 1:05}"


def _division(number: int, kind: int) -> str:
    """Return where an institution lies: half of those elsewhere are in another province."""
    return (AWAY, ABROAD)[number % 2] if kind == AWAY_KIND else HOME


def _items(shape: Shape, rng: np.random.Generator) -> Columns:
    """Draw the catalogue: fixed fees, a delivery, and items of four kinds ordered by price."""
    catalogue = shape.catalogue
    counts = (
        catalogue.drugs,
        catalogue.decoctions,
        catalogue.services,
        catalogue.consumables,
    )
    groups = list(zip(_ITEM_GROUPS, counts, strict=True))
    list_type = np.concatenate([np.full(n, group.list_type) for group, n in groups])
    charged = np.concatenate([rng.choice(group.charged, n) for group, n in groups])
    drawn_limits = [
        group.median * np.exp(group.spread * rng.normal(size=n)) for group, n in groups
    ]
    limit = np.concatenate(drawn_limits)
    order = np.argsort(limit, kind="stable")
    limit = np.maximum(_LEAST_FEN, limit[order].astype(np.int64))
    count = FIXED + 1 + len(limit)
    grade = rng.choice(["01", "02", "03"], count, p=catalogue.classes)
    grade[: FIXED + 1] = "01"
    share = rng.choice([int(share * 10_000) for share in catalogue.first_shares], count)
    repriced = rng.random(count) < catalogue.repriced
    repriced[: FIXED + 1] = False
    limits = np.concatenate([[*_FIXED_FEN, _DELIVERY_FEN], limit])
    return {
        "list_type": np.concatenate([np.full(FIXED + 1, "201"), list_type[order]]),
        "charged": np.concatenate(
            [np.repeat(_FIXED_KINDS, 3), [OPERATION], charged[order]]
        ),
        "grade": grade,
        "share": np.where(grade == "02", share, np.where(grade == "03", 10_000, 0)),
        "limit": limits,
        "limit_later": np.where(
            repriced, np.maximum(_LEAST_FEN, limits * 9 // 10), limits
        ),
    }


def item_names(items: Columns) -> tuple[list[str], list[str]]:
    """Return codes and names of the items: numbers in the patterns of the national lists."""
    codes, names = [], []
    for number, kind in enumerate(items["list_type"]):
        mark, digits, name = _ITEM_PATTERNS[kind]
        codes.append(mark + f"{9900000 + number:0{digits}}")
        if number < FIXED:
            names.append(f"{_FIXED_NAMES[number // 3]}（{LEVELS[number % 3]}）")
        else:
            names.append("接生费" if number == DELIVERY else f"{name}{number:04}")
    return codes, names
