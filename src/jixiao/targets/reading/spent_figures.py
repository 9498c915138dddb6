"""Figures of what was budgeted and spent that were run together are parted by their arithmetic."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

_RUN = re.compile(r"[\d.]+%?[\d.]*")
_NUMBER = re.compile(r"(?:0|[1-9]\d*)(?:\.\d{1,4})?")
_REPEATED = re.compile(r"(\d+(?:\.\d+)?)(\1)(\1)?(\d{1,3}(?:\.\d+)?%)?")
_FEWEST = 3
_FEWEST_FIGURES = 2
_LONGEST = 40
_MOST_POINTS = 100
_CLOSE_POINTS = Decimal("0.06")
_CLOSE = Decimal("0.6")
"""By how much a printed rate, in percent, may miss the one of its amounts."""


def part_figures(text: str, roles: Sequence[str]) -> Iterator[str]:
    """The figures of a text under heads in their order: 808010100%10 is 80, 80, 10, 100%, 10.

    Money that was spent is likelier than none. A text that parts in no way or in several stays as
    it is, unless one amount is printed again and again.
    """
    columns = list(dict.fromkeys(roles))
    if len(columns) >= _FEWEST and _RUN.fullmatch(text) and len(text) <= _LONGEST:
        cut = list(_ways(text, len(columns)))
        ways = [way for way in cut if _holds(way, columns)]
        ways = ways or [way for way in cut if _holds_bare(way, columns)]
        spent = [way for way in ways if "0%" not in way] or ways
        if len(spent) == 1:
            yield from spent[0]
            return
    repeated = _REPEATED.fullmatch(text)
    is_told = len(columns) > 1 or _is_printed_thrice(repeated)
    yield from filter(None, repeated.groups()) if repeated and is_told else [text]


def is_share(spent: Decimal, budget: Decimal, rate: Decimal) -> bool:
    """Whether what was spent is a printed share of the budget, in percent."""
    return bool(budget) and abs(spent / budget * 100 - rate) <= _CLOSE


def pair_of_rate(amounts: Sequence[Decimal], rate: Decimal) -> tuple[int, int] | None:
    """Which amount was budgeted and which was spent of it, by a printed rate; None where several pairs have it.

    Of several pairs the one counts that has it to the last digit: 210, 200, 190 and 95 are 200 and 190.
    """
    pairs = [
        (first, last)
        for first, budget in enumerate(amounts)
        for last, spent in enumerate(amounts[first + 1 :], first + 1)
        if is_share(spent, budget, rate)
    ]
    exact = [pair for pair in pairs if _has_exactly(amounts, pair, rate)]
    for likeliest in (exact, pairs):
        told = {(amounts[first], amounts[last]) for first, last in likeliest}
        if likeliest:
            return likeliest[0] if len(told) == 1 else None
    return None


def _has_exactly(
    amounts: Sequence[Decimal], pair: tuple[int, int], rate: Decimal
) -> bool:
    budget, spent = (amounts[at] for at in pair)
    return spent * 100 == budget * rate


def _is_printed_thrice(repeated: re.Match[str] | None) -> bool:
    """Whether an amount of several figures is printed three times, or twice with a rate: not 55 or 1212."""
    if repeated is None or len(repeated[1]) < _FEWEST_FIGURES:
        return False
    return repeated[3] is not None or repeated[4] is not None


def _ways(text: str, count: int) -> Iterator[list[str]]:
    """Every way to cut a text into so many numbers, the rate with its sign."""
    if count == 1:
        if _NUMBER.fullmatch(text.rstrip("%")):
            yield [text]
        return
    for at in range(1, len(text) - count + 2):
        if text[at] == "%":
            continue
        first = text[:at]
        if _NUMBER.fullmatch(first.rstrip("%")):
            yield from ([first, *rest] for rest in _ways(text[at:], count - 1))


def _holds_bare(way: Sequence[str], roles: Sequence[str]) -> bool:
    """Whether figures hold whose rate is printed without its sign, where points won by the rate prove it."""
    if not {"rate", "weight", "score"} <= set(roles) or "%" in "".join(way):
        return False
    signed = [f"{f}%" if r == "rate" else f for f, r in zip(way, roles, strict=True)]
    figure = {role: Decimal(f) for f, role in zip(way, roles, strict=True)}
    won = figure["weight"] * figure["rate"] / 100
    return _holds(signed, roles) and abs(won - figure["score"]) <= _CLOSE_POINTS


def _holds(way: Sequence[str], roles: Sequence[str]) -> bool:
    """Whether figures obey what their heads say of each other."""
    if any(
        ("%" in figure) != (role == "rate")
        for figure, role in zip(way, roles, strict=True)
    ):
        return False
    amounts = {
        role: Decimal(figure.rstrip("%"))
        for figure, role in zip(way, roles, strict=True)
    }
    budget = amounts.get("budget", amounts.get("initial"))
    executed, rate = amounts.get("executed"), amounts.get("rate")
    if not (budget and executed is not None and rate is not None):
        return False
    if abs(executed / budget * 100 - rate) > _CLOSE:
        return False
    weight, score = amounts.get("weight"), amounts.get("score")
    if weight is not None and (weight > _MOST_POINTS or weight % 1):
        return False
    return weight is None or score is None or score <= weight
