"""Figures of what was budgeted and spent that were run together are parted by their arithmetic."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

_RUN = re.compile(r"[\d.,%—–\-/]*\d[\d.,%—–\-/]*")
_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|0|[1-9]\d*)(?:\.\d{1,6})?")
_DASH = re.compile(r"[—–\-/]{1,2}")
_PIECE = re.compile(rf"{_DASH.pattern}|(?:{_NUMBER.pattern})%?")
_REPEATED = re.compile(r"(\d+(?:\.\d+)?)(\1)(\1)?(\d{1,3}(?:\.\d+)?%)?")
_MONEY = frozenset(("initial", "budget", "executed", "expected", "beside"))
_MAY_BE_BLANK = ("initial", "weight", "score", "expected", "beside")
"""Columns that a row may leave out."""
_FEWEST = 3
_FEWEST_FIGURES = 2
_LONGEST = 60
_MOST_POINTS = 100
_STEP = 5
"""Points for what was spent go by fives."""
_CLOSE_POINTS = Decimal("0.06")
_CLOSE = Decimal("0.6")
"""By how much a printed rate, in percent, may miss the one of its amounts."""

_Way = tuple[tuple[str, str], ...]
"""The role and the text of each figure."""


def part_figures(text: str, roles: Sequence[str]) -> Iterator[str]:
    """The figures of a text under heads in their order: 808010100%10 is 80, 80, 10, 100%, 10.

    Money that was spent is likelier than none. A text that parts in no way or in several stays as
    it is, unless one amount is printed again and again.
    """
    columns = tuple(dict.fromkeys(roles))
    if len(columns) >= _FEWEST and _RUN.fullmatch(text) and len(text) <= _LONGEST:
        ways = _ways_of_row(text, columns)
        if ways:
            way = _likeliest(ways, len(columns))
            yield from (figure for _, figure in way) if way else [text]
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
        amounts_of_pairs = {
            (amounts[first], amounts[last]) for first, last in likeliest
        }
        if likeliest:
            return likeliest[0] if len(amounts_of_pairs) == 1 else None
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


def _ways_of_row(text: str, columns: tuple[str, ...]) -> list[_Way]:
    """The ways to part a row that fill its columns but for one, else those that leave as few blank as can be."""
    blanks = [column for column in _MAY_BE_BLANK if column in columns]
    ways: list[_Way] = []
    for how_many in range(len(blanks) + 1):
        left = [
            tuple(column for column in columns if column not in left_out)
            for left_out in combinations(blanks, how_many)
        ]
        signed = [w for filled in left for w in _ways(text, filled, has_sign=True)]
        bare = [w for filled in left for w in _ways(text, filled, has_sign=False)]
        ways += signed or [way for way in bare if _is_told_bare(dict(way))]
        is_whole = any(_has_like_amounts(dict(way)) for way in ways)
        if ways and (how_many or is_whole):
            break
    return ways


def _ways(text: str, columns: Sequence[str], *, has_sign: bool) -> list[_Way]:
    """Every way to read a text as figures of some columns whose arithmetic holds.

    Whether the rate is printed `has_sign`.
    """
    ways: list[_Way] = []

    def go_on(at: int, way: _Way) -> None:
        if len(way) == len(columns):
            if at == len(text) and len({r for r, f in way if r in _MONEY}) > 1:
                ways.append(way)
            return
        role = columns[len(way)]
        for end in _ends(text, at):
            figure = text[at:end]
            if _may_stand(role, figure, has_sign=has_sign):
                longer = (*way, (role, figure))
                if _holds(dict(longer)):
                    go_on(end, longer)

    go_on(0, ())
    return ways


def _ends(text: str, at: int) -> Iterator[int]:
    """Where a figure or a dash that begins at a place may end."""
    if dash := _DASH.match(text, at):
        yield dash.end()
        return
    for end in range(at + 1, len(text) + 1):
        if end < len(text) and text[end] == "%":
            continue
        if _PIECE.fullmatch(text, at, end):
            yield end
        if text[end - 1] == "%":
            return


def _may_stand(role: str, figure: str, *, has_sign: bool) -> bool:
    """Whether a figure may stand below a head, by itself."""
    if _DASH.fullmatch(figure):
        return role in _MAY_BE_BLANK
    if (figure[-1] == "%") != (role == "rate" and has_sign):
        return False
    if role == "weight":
        points = _number(figure)
        return 0 < points <= _MOST_POINTS and not points % 1
    return role != "score" or _number(figure) <= _MOST_POINTS


def _holds(figures: dict[str, str]) -> bool:
    """Whether figures obey what their heads say of each other, as far as they are known."""
    number = {
        role: _number(figure)
        for role, figure in figures.items()
        if not _DASH.fullmatch(figure)
    }
    budget = number.get("budget", number.get("initial"))
    executed, rate = number.get("executed"), number.get("rate")
    if rate is not None and executed is not None:
        is_right = budget is not None and is_share(executed, budget, rate)
    else:
        is_right = True
    weight, score = number.get("weight"), number.get("score")
    return is_right and (weight is None or score is None or score <= weight)


def _likeliest(ways: list[_Way], columns: int) -> _Way | None:
    """The only way of the likeliest kind: spent money, a rate right to its last digit, points won by it.

    Of ways whose amounts are alike the one that fills all columns is the likeliest.
    """
    for is_likelier in (
        _has_spent,
        _has_rate,
        _points_prove,
        _has_usual_points,
        _has_like_amounts,
        _has_same_amounts,
    ):
        ways = [way for way in ways if is_likelier(dict(way))] or ways
    if all(_has_like_amounts(dict(way)) for way in ways):
        ways = [way for way in ways if len(way) == columns] or ways
    return ways[0] if len(set(ways)) == 1 else None


def _has_spent(figures: dict[str, str]) -> bool:
    return _number(figures.get("rate", "1")) != 0


def _has_rate(figures: dict[str, str]) -> bool:
    """Whether the rate is the one of its amounts, rounded or cut at its last digit."""
    budget = figures.get("budget", figures.get("initial", ""))
    executed, rate = figures.get("executed", ""), figures.get("rate", "")
    if not (budget and executed and rate) or not _number(budget):
        return False
    _, _, decimals = rate.rstrip("%").partition(".")
    exact = _number(executed) / _number(budget) * 100
    return -_unit(decimals) / 2 <= exact - _number(rate) < _unit(decimals)


def _points_prove(figures: dict[str, str]) -> bool:
    """Whether the points are won by the rate: 10 of 95 % are 9.5."""
    if not {"rate", "weight", "score"} <= set(figures):
        return False
    if any(_DASH.fullmatch(figures[role]) for role in ("rate", "weight", "score")):
        return False
    rate, weight, score = (_number(figures[r]) for r in ("rate", "weight", "score"))
    return abs(weight * min(rate, Decimal(100)) / 100 - score) <= _CLOSE_POINTS


def _is_told_bare(figures: dict[str, str]) -> bool:
    """Whether a rate without its sign is proven: by points, or to its last digit where no points are told."""
    if {"weight", "score"} & set(figures):
        return _points_prove(figures)
    return _has_rate(figures) and _has_like_amounts(figures)


def _has_usual_points(figures: dict[str, str]) -> bool:
    weight = figures.get("weight", "")
    return bool(_PIECE.fullmatch(weight)) and not _number(weight) % _STEP


def _has_like_amounts(figures: dict[str, str]) -> bool:
    """Whether the amounts are printed to as many digits as each other."""
    amounts = [figures[role] for role in figures if role in _MONEY]
    digits = {len(a.partition(".")[2]) for a in amounts if not _DASH.fullmatch(a)}
    return len(digits) == 1


def _has_same_amounts(figures: dict[str, str]) -> bool:
    """Whether one amount is printed in every column of money, all of it spent."""
    return len({figures[role] for role in figures if role in _MONEY}) == 1


def _unit(decimals: str) -> Decimal:
    """One of the last digit of a number with such decimals."""
    return Decimal(1).scaleb(-len(decimals))


def _number(figure: str) -> Decimal:
    return (
        Decimal(figure.rstrip("%").replace(",", ""))
        if figure[:1].isdigit()
        else Decimal(0)
    )
