"""The points of a case as the rule tells it: plain functions over whole numbers, compiled for a year.

Points of groups, coefficients and the factor of an auxiliary type are whole ten-thousandths, points
of a case millionths, the budget's point value millionths of a yuan, costs fen. Nothing is rounded
before the points themselves: the deviation coefficient, a quotient of cost and payment standard, is
never written down as a number of so many digits.
"""

from collections.abc import MutableSequence, Sequence

TENTHS = 10_000
MILLION = 1_000_000
HUNDREDTHS = 100
BITS = 62
"""How many binary digits a number may have that is multiplied and divided."""
WIDEST = 2**BITS
"""A product up to here is multiplied as it is."""

NORMAL, LOW, HIGH, UNPRICED_HIGH, EXTREME, UNGROUPED = 0, 1, 2, 3, 4, 5
"""What a case is by its cost: UNPRICED_HIGH and EXTREME have no formula in the rule that is used."""

# What a rule says, in one row.
LOW_LINE, LOW_LINE_COUNTS, HIGH_LINE, HIGH_IS_PRICED, EXTREME_LINE, UNGROUPED_SHARE = (
    0, 1, 2, 3, 4, 5,
)  # fmt: skip
RULE_WIDTH = 6


def times_over(number: int, factor: int, divisor: int) -> tuple[int, int]:
    """Return number × factor ÷ divisor as quotient and remainder, however long the product is.

    All are whole, 0 or more, below 2**62, and so must the quotient be.
    """
    if number == 0 or factor <= WIDEST // number:
        return number * factor // divisor, number * factor % divisor
    whole, rest = factor // divisor, factor % divisor
    quotient, remainder = 0, 0
    for bit in range(BITS - 1, -1, -1):
        quotient *= 2
        remainder *= 2
        if remainder >= divisor:
            remainder -= divisor
            quotient += 1
        if (number >> bit) & 1:
            quotient += whole
            remainder += rest
            if remainder >= divisor:
                remainder -= divisor
                quotient += 1
    return quotient, remainder


def half_up(number: int, factor: int, divisor: int) -> int:
    """Return number × factor ÷ divisor as a whole number, a half upwards."""
    quotient, remainder = times_over(number, factor, divisor)
    return quotient + (1 if 2 * remainder >= divisor else 0)


def compare_with_standard(cost: int, weighted: int, point_value: int, line: int) -> int:
    """Return -1, 0 or 1: how a cost stands to `line` hundredths of its payment standard.

    The standard is points × coefficient (`weighted`, in TENTHS squared) × the budget's point value.
    """
    # fen = weighted / 10**8 × point_value / 10**6 × 100, and line / 100 of it
    quotient, remainder = times_over(weighted * line, point_value, 10**14)
    if cost == quotient:
        return -1 if remainder else 0
    return -1 if cost < quotient else 1


def kind_of_case(
    cost: int, weighted: int, point_value: int, rule: Sequence[int]
) -> int:
    """Say what a case is by its cost."""
    if weighted == 0:
        return UNGROUPED
    against_low = compare_with_standard(cost, weighted, point_value, rule[LOW_LINE])
    if against_low < 0 or (against_low == 0 and rule[LOW_LINE_COUNTS]):
        return LOW
    if compare_with_standard(cost, weighted, point_value, rule[HIGH_LINE]) <= 0:
        return NORMAL
    if rule[HIGH_IS_PRICED]:
        return HIGH
    if compare_with_standard(cost, weighted, point_value, rule[EXTREME_LINE]) > 0:
        return EXTREME
    return UNPRICED_HIGH


def points_of_case(
    kind: int,
    points: int,
    coefficient: int,
    auxiliary: int,
    cost: int,
    point_value: int,
    rule: Sequence[int],
) -> int:
    """Return the points of a case in millionths, rounded once, half upwards.

    LOW: cost ÷ standard of the points, which is what the cost buys at the budget's point value.
    HIGH: (cost ÷ standard − line + 1) times the points. What has no formula counts once.
    """
    weighted = points * coefficient
    if kind == UNGROUPED:
        return half_up(cost * rule[UNGROUPED_SHARE], MILLION, point_value)
    if kind == LOW:
        return half_up(cost * auxiliary, MILLION, point_value)
    if kind != HIGH:
        return half_up(weighted, auxiliary, MILLION)
    bought, rest = times_over(cost * auxiliary, MILLION, point_value)
    beyond = rule[HIGH_LINE] - HUNDREDTHS
    taken, taken_rest = times_over(weighted * beyond, auxiliary, MILLION * HUNDREDTHS)
    # The two fractions are set off against each other before anything is rounded.
    scale = MILLION * HUNDREDTHS
    fraction = rest * scale - taken_rest * point_value
    doubled = 2 * fraction + point_value * scale
    return bought - taken + doubled // (2 * point_value * scale)


def price(
    points: Sequence[int],
    coefficient: Sequence[int],
    auxiliary: Sequence[int],
    cost: Sequence[int],
    point_value: int,
    rule: Sequence[int],
    kinds: MutableSequence[int],
    priced: MutableSequence[int],
) -> None:
    """Fill `kinds` and `priced` of every case."""
    for n in range(len(points)):
        weighted = points[n] * coefficient[n]
        kinds[n] = kind_of_case(cost[n], weighted, point_value, rule)
        priced[n] = points_of_case(
            kinds[n],
            points[n],
            coefficient[n],
            auxiliary[n],
            cost[n],
            point_value,
            rule,
        )
