"""What a visit's bill lists: fee lines whose amounts add up to about what such a visit costs."""

import numpy as np

from jixiao.fund.synthesis.care import CHRONIC, ORDINARY, STAY
from jixiao.fund.synthesis.people import EMPLOYEE, Array, Columns, stack
from jixiao.fund.synthesis.places import DELIVERY, FIXED, LEVELS, OPERATION, Places
from jixiao.fund.synthesis.plants import Plant
from jixiao.fund.synthesis.shape import Shape, diagnoses
from jixiao.fund.synthesis.shocks import shock_factors

MINUTES = 1440
_LEAST_FEN = 500
_FEWEST = 3
_OF_DAYS = 0.8
"""Cost grows with days to this power."""
_DAILY_LINES = 17
"""How many lines of bed and nursing a stay has on average."""
_NEAR = 8
"""Items are drawn so many places around the one whose price fits."""
_EXTRA_BEDS = 3
_CHARGED_AT = 23 * 60
_FIRST_HOUR, _HOURS = 8 * 60, 12 * 60
_NO_REFUND = -1
_LEAST_VARIED = 0.2
"""Share of a visit's cost that items beside bed and nursing make at least."""


def draw_lines(
    shape: Shape,
    people: Columns,
    visits: Columns,
    places: Places,
    rng: np.random.Generator,
) -> Columns:
    """Draw the fee lines of visits, ordered by visit.

    The columns are visit (an index), item, count, price (fen), minute (from the day of admission
    on), restricted, plant, and refunds (the row whose charge is taken back, or -1).
    """
    days = np.maximum(visits["days"], 1)
    stay = visits["kind"] == STAY
    cost = _costs(shape, people, visits, rng)
    hanging = visits["plant"] == Plant.HANGING_BED
    beds = _daily(np.where(stay, days, 0), visits["level"])
    nursing = _daily(np.where(stay & ~hanging, days, 0), visits["level"] + len(LEVELS))
    counts = _line_counts(shape, cost, stay, rng)
    counts[hanging] = 2
    daily = stack(beds, nursing)
    fixed = np.bincount(
        daily["visit"], places.items["limit"][daily["item"]], minlength=len(days)
    )
    rest = np.where(hanging, _LEAST_FEN, np.maximum(cost - fixed, cost * _LEAST_VARIED))
    varied_lines = _varied(rest, counts, days, places, rng)
    _keep_operations_to_the_operated(varied_lines, visits, places)
    lines = stack(daily, _births(visits), varied_lines)
    size, item = len(lines["visit"]), lines["item"]
    arrived = visits["minute"][lines["visit"]]
    # At a visit all is charged at once; on the day of admission nothing before it.
    during_stay = np.maximum(lines["minute"], arrived + 10)
    lines["minute"] = np.where(stay[lines["visit"]], during_stay, arrived + 5)
    _move_apart(lines)
    charged_on = visits["begin"][lines["visit"]] + lines["minute"] // MINUTES
    limit = np.where(
        charged_on < places.repriced_on,
        places.items["limit"][item],
        places.items["limit_later"][item],
    )
    varied = item > DELIVERY
    over_limit = varied & (rng.random(size) < shape.bills.over_limit)
    drug = varied & (places.items["list_type"][item] == "101")
    lines |= {
        "price": np.where(over_limit, limit * 11 // 10, limit),
        "restricted": drug & (rng.random(size) < shape.bills.restricted),
        "plant": np.where(_second_births(lines), Plant.TWINS, Plant.NONE),
        "refunds": np.full(size, _NO_REFUND),
    }
    return _planted(lines, visits)


def _costs(
    shape: Shape, people: Columns, visits: Columns, rng: np.random.Generator
) -> Array:
    """Draw what each visit costs, in fen: lognormal around the mean of its kind and scheme."""
    bills = shape.bills
    employee = people["scheme"][visits["person"]] == EMPLOYEE
    level = np.array([bills.level_factor[name] for name in LEVELS])[visits["level"]]
    illness = np.array([entry.cost for entry in diagnoses()])[visits["diagnosis"]]
    factor = np.where(
        visits["kind"] == STAY,
        level * illness * np.maximum(visits["days"], 1) ** _OF_DAYS,
        level,
    )
    cost = np.zeros(len(employee))
    for kind, resident, employed in (
        (STAY, bills.stay_resident, bills.stay_employee),
        (ORDINARY, bills.visit_resident, bills.visit_employee),
        (CHRONIC, bills.chronic_resident, bills.chronic_employee),
    ):
        for of_scheme, mean in ((employee, employed), (~employee, resident)):
            group = (visits["kind"] == kind) & of_scheme
            if group.any():
                cost[group] = mean * 100 * factor[group] / factor[group].mean()
    spread = np.exp(bills.spread * rng.normal(size=len(cost)) - bills.spread**2 / 2)
    shocked = shock_factors(shape, people, visits)
    return np.maximum(cost * spread * shocked, _LEAST_FEN)


def _line_counts(
    shape: Shape, cost: Array, stay: Array, rng: np.random.Generator
) -> Array:
    """Draw how many lines there are beside bed and nursing; dearer stays have more."""
    counts = 1 + rng.poisson(max(shape.bills.visit_lines - 1, 0), len(cost))
    size = np.sqrt(cost[stay])
    mean_size = max(float(size.mean()) if len(size) else 1, 1e-9)
    mean_lines = shape.bills.stay_lines - _DAILY_LINES
    varied = rng.poisson(mean_lines * size / mean_size)
    counts[stay] = np.maximum(varied, _FEWEST)
    return counts


def _daily(days: Array, item: Array) -> Columns:
    """Return a line a day for each visit."""
    visit = np.repeat(np.arange(len(days)), days)
    nth = np.arange(len(visit)) - (np.cumsum(days) - days)[visit]
    return {
        "visit": visit,
        "item": item[visit],
        "count": np.ones(len(visit), np.int64),
        "minute": nth * MINUTES + _CHARGED_AT,
    }


def _births(visits: Columns) -> Columns:
    """Return a line for each delivery, an operation, two at the same time for twins."""
    codes = np.array([entry.code.startswith("O8") for entry in diagnoses()])
    births = np.flatnonzero(
        codes[visits["diagnosis"]]
        & (visits["kind"] == STAY)
        & visits["operated"]
        & (visits["plant"] != Plant.WRONG_SEX)
    )
    visit = np.repeat(births, np.where(visits["plant"][births] == Plant.TWINS, 2, 1))
    return {
        "visit": visit,
        "item": np.full(len(visit), DELIVERY),
        "count": np.ones(len(visit), np.int64),
        "minute": np.full(len(visit), _FIRST_HOUR),
    }


def _varied(
    rest: Array, counts: Array, days: Array, places: Places, rng: np.random.Generator
) -> Columns:
    """Draw items whose amounts add up to about the rest of each visit's cost."""
    visit = np.repeat(np.arange(len(counts)), counts)
    weight = rng.exponential(size=len(visit))
    amount = (
        rest[visit] * weight / np.bincount(visit, weight, minlength=len(counts))[visit]
    )
    count = rng.choice(np.array([1, 2, 3]), len(visit), p=[0.7, 0.2, 0.1])
    prices = places.items["limit"][FIXED + 1 :]
    nearest = np.searchsorted(prices, amount / count)
    place = nearest + rng.integers(-_NEAR, _NEAR + 1, len(visit))
    day_of_stay = (rng.random(len(visit)) * days[visit]).astype(np.int64)
    return {
        "visit": visit,
        "item": FIXED + 1 + np.clip(place, 0, len(prices) - 1),
        "count": count,
        "minute": day_of_stay * MINUTES
        + _FIRST_HOUR
        + rng.integers(0, _HOURS, len(visit)),
    }


def _keep_operations_to_the_operated(
    lines: Columns, visits: Columns, places: Places
) -> None:
    """Let stays without an operation be charged the next dearer item that is none instead."""
    charged = places.items["charged"]
    others = np.flatnonzero(charged != OPERATION)
    next_place = np.searchsorted(others, np.arange(len(charged)))
    instead = others[np.minimum(next_place, len(others) - 1)]
    untouched = (visits["kind"] == STAY) & ~visits["operated"]
    lines["item"] = np.where(
        untouched[lines["visit"]], instead[lines["item"]], lines["item"]
    )


def _move_apart(lines: Columns) -> None:
    """Move lines of a visit and item off the same minute: only planted lines are charged twice."""
    births = lines["item"] == DELIVERY
    where = (lines["visit"] * 10_000 + lines["item"]) * (1_000 * MINUTES)
    while True:
        _, first = np.unique(where + lines["minute"], return_index=True)
        again = np.ones(len(where), bool)
        again[first] = False
        again &= ~births
        if not again.any():
            return
        lines["minute"][again] += 1


def _second_births(lines: Columns) -> Array:
    """Whether each line is the second of a delivery."""
    visit, birth = lines["visit"], lines["item"] == DELIVERY
    return np.concatenate([[False], birth[1:] & (visit[1:] == visit[:-1]) & birth[:-1]])


def _planted(lines: Columns, visits: Columns) -> Columns:
    """Plant in the lines what their visits carry, and order them by visit."""
    last = np.zeros(len(visits["plant"]), np.int64)
    last[lines["visit"]] = np.arange(len(lines["visit"]))

    def last_lines(plant: Plant) -> Array:
        """Return the last line, a varied one, of each visit that carries the plant."""
        return np.asarray(last[visits["plant"] == plant])

    over_price = last_lines(Plant.OVER_PRICE)
    lines["price"][over_price] = lines["price"][over_price] * 13 // 10
    lines["plant"][over_price] = Plant.OVER_PRICE
    duplicates = _copied(lines, last_lines(Plant.DUPLICATE), Plant.DUPLICATE)
    mistaken = _copied(lines, last_lines(Plant.REFUND), Plant.REFUND)
    first_mistaken = len(lines["visit"]) + len(duplicates["visit"])
    refunds = _copied(lines, last_lines(Plant.REFUND), Plant.NONE)
    refunds |= {
        "refunds": first_mistaken + np.arange(len(refunds["visit"])),
        "count": -refunds["count"],
        "minute": refunds["minute"] + 30,
    }
    beds = _extra_beds(lines, last_lines(Plant.TOO_OFTEN), visits)
    return _by_visit(stack(lines, duplicates, mistaken, refunds, beds))


def _extra_beds(lines: Columns, index: Array, visits: Columns) -> Columns:
    """Return a line of more beds, charged after the day's own, for each line that an index names."""
    beds = _copied(lines, index, Plant.TOO_OFTEN)
    level = visits["level"][beds["visit"]]
    return beds | {
        "item": level,
        "price": np.array(_bed_fen(lines, level)),
        "count": np.full_like(level, _EXTRA_BEDS),
        "minute": beds["minute"] // MINUTES * MINUTES + _CHARGED_AT + 1,
        "restricted": np.zeros(len(level), bool),
    }


def _by_visit(lines: Columns) -> Columns:
    """Order lines by visit; `refunds` goes on naming the row that it named."""
    order = np.argsort(lines["visit"], kind="stable")
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    refunded = place[np.maximum(lines["refunds"], 0)]
    lines["refunds"] = np.where(lines["refunds"] >= 0, refunded, _NO_REFUND)
    return {name: values[order] for name, values in lines.items()}


def _copied(lines: Columns, index: Array, plant: Plant) -> Columns:
    return {name: values[index].copy() for name, values in lines.items()} | {
        "plant": np.full(len(index), plant)
    }


def _bed_fen(lines: Columns, level: Array) -> Array:
    """Return the bed fee of each level as it is charged."""
    prices = np.zeros(len(LEVELS), np.int64)
    beds = lines["item"] < len(LEVELS)
    prices[lines["item"][beds]] = lines["price"][beds]
    return np.asarray(prices[level])
