"""A person's year as a decree tells it, claim after claim.

First the start line, then the bands, what is left of the limit, each further layer on what the
person still bears, and the accounts.

This is the only settlement there is. It is plain Python over rows of whole numbers, so that it runs
as it stands for one claim and is compiled for a year's (`compiled.py`). Amounts are fen. A rate is
a numerator over the `WHOLE` of its rule, so that it is exact; it is rounded once, half a fen
upwards, where the payment of a layer comes out. What a row holds where is said by the names below;
`law.py` writes a policy as such rows, `explanation.py` puts the workings into words.
"""

from typing import NamedTuple

Row = list[int]
Rows = list[list[int]]
"""Rows of whole numbers; where a year is compiled, arrays of them."""

NO_LIMIT = 10**15
"""The limit of what has none, in fen: more than any year's payments."""
NOTHING = -1
"""Stands for a rule or a place of the state that there is not."""

# A claim's row. Its item kinds follow one after another from ITEMS on.
CASE, MONTH, DAY, TRANSFERRED = 0, 1, 2, 3
COST, INSIDE, FIRST_SHARE, OVER_PRICE, ALONE = 4, 5, 6, 7, 8
ACCOUNT, FAMILY, ITEMS = 9, 10, 11

# A case's row: the rule of the basic layer, whose account pays, and from LAYERS on the rule of each
# further layer.
BENEFIT, ACCOUNT_PAYS, LAYERS = 0, 1, 2
ACCOUNT_INSIDE, ACCOUNT_ALL = 1, 2

# A rule's row; what it says of its steps and limits is the same for each kind of rule.
FIRST_STEP, AFTER_STEPS, WHOLE, CASE_CAP, FIRST_LIMIT, AFTER_LIMITS = 0, 1, 2, 3, 4, 5
CLIMBED = 6  # where the year's cost that climbs the steps is kept; NOTHING: each claim climbs anew
# of the basic layer
VISITS, STAY_LINE, FIRST_LINE, AFTER_LINES, TRANSFERS = 7, 8, 9, 10, 11
DEDUCTED, ANNUAL_LINE, FROM_FIRST_YUAN, FURTHER = 12, 13, 14, 15
FIRST_ITEM, AFTER_ITEMS = 16, 17  # the rules of its item kinds
GOES_ON = 18  # what goes on of a stay after New Year is no visit and has no start line
FIRST_PAID, FIRST_WHOLE = 19, 20  # the part that the person pays before anything else
# of a further layer
BASE, CATCHES_UP, COUNTS_FIRST_SHARE, COUNTS_OVER_PRICE, COUNTS_ALONE = 7, 8, 9, 10, 11
BORNE_BY_YEAR = (
    12  # where the year's burden is kept that other rules of the layer climb by
)
BURDEN, ABOVE_LIMIT, IN_POLICY, FLOOR = 0, 1, 2, 3  # what a layer's base may be
# of an item kind
ITEM, PAYS_LINE = 7, 8
RULE_WIDTH = 21

# A step's row, and a limit's.
START, END, RATE = 0, 1, 2
PAID, GRANTED, MOST, PERIOD = 0, 1, 2, 3
OF_YEAR, OF_QUARTER, OF_MONTH, OF_DAY = 0, 1, 2, 3

# The workings of a claim: the numbers worked out on the way, the basic layer's from WORKINGS_BASIC
# on, then each further one's.
LINE, DEDUCTION, VISIT, LINE_BEFORE, DEDUCTED_BEFORE = 0, 1, 2, 3, 4
ITEMS_COST, ITEMS_DUE, ABOVE_THE_LIMIT = 5, 6, 7
FUND, PERSON, PAYABLE, ACCOUNT_PAID, FAMILY_PAID, CASH = 8, 9, 10, 11, 12, 13
PAID_FIRST, INSIDE_LEFT = 14, 15
WORKINGS_BASIC = 16
WORKINGS_WIDTH = 10
"""How many numbers are worked out of the basic layer, of each further one, and of an item kind: the
names below."""
FROM, TO, DUE, DUE_BEFORE, DUE_AFTER, PAYMENT = 0, 1, 2, 3, 4, 5
CUT_BY, LIMIT, USED_BEFORE, BORNE = 6, 7, 8, 9


class Law(NamedTuple):
    """Policies as rows of numbers: of cases, rules, steps, start lines and limits."""

    cases: Rows
    rules: Rows
    steps: Rows
    lines: Row
    limits: Rows


def settle_years(
    claims: Rows,
    starts: Row,
    law: Law,
    states: Rows,
    workings: Row,
    kept: Rows,
    paid: Rows,
) -> None:
    """Settle the claims of person-years, each year's in their order.

    The claims of the n-th year are those from `starts[n]` to before `starts[n + 1]`; its state is
    `states[n]`, brought up to its last claim. `workings` is room for those of one claim; each row of
    `kept` names one of them, and the column of the claim's row in `paid` that it is added to.
    """
    for year in range(len(starts) - 1):
        for place in range(starts[year], starts[year + 1]):
            for number in range(len(workings)):
                workings[number] = 0
            settle_claim(claims[place], law, states[year], workings)
            for number in range(len(kept)):
                paid[place][kept[number][1]] += workings[kept[number][0]]


def settle_claim(claim: Row, law: Law, state: Row, workings: Row) -> None:
    """Settle one claim after what the state says was used; both are brought up to date."""
    case = law.cases[claim[CASE]]
    workings[INSIDE_LEFT] = claim[INSIDE]
    fund = 0
    if case[BENEFIT] != NOTHING:
        rule = law.rules[case[BENEFIT]]
        fund = pay_basic(claim, rule, law, state, workings)
        if rule[FURTHER]:
            fund = pay_layers(claim, case, fund, law, state, workings)
    workings[FUND] = fund
    workings[PERSON] = claim[COST] - fund
    pay_from_accounts(claim, case, workings)


def pay_basic(claim: Row, rule: Row, law: Law, state: Row, workings: Row) -> int:
    """The basic layer: above the start line the bands, as far as the limits let it."""
    pay_first_share(claim, rule, workings)
    items_cost, cost_under_line = set_items_apart(claim, rule, law)
    ordinary = workings[INSIDE_LEFT] - items_cost
    deducted = deduct_start_line(
        claim, rule, ordinary + cost_under_line, law, state, workings
    )
    off_ordinary = min(deducted, ordinary)
    bottom, top = 0, ordinary - off_ordinary
    if rule[FROM_FIRST_YUAN]:
        bottom, top = off_ordinary, ordinary
    due = min(
        climb(rule, bottom, top, law, state, workings, WORKINGS_BASIC), rule[CASE_CAP]
    )
    items_due = pay_items(claim, rule, deducted - off_ordinary, law, state, workings)
    paid = cut_at_limits(
        due + items_due, rule, claim, law, state, workings, WORKINGS_BASIC
    )
    workings[ITEMS_COST], workings[ITEMS_DUE] = items_cost, items_due
    if paid < due and law.limits[workings[WORKINGS_BASIC + CUT_BY]][PERIOD] == OF_YEAR:
        reached = cost_reached(rule, due, law, workings)
        workings[ABOVE_THE_LIMIT] = reached - cost_reached(rule, paid, law, workings)
    return paid


def pay_first_share(claim: Row, rule: Row, workings: Row) -> None:
    """What the person pays of the cost within the scope before anything else, as away from home."""
    if rule[FIRST_PAID] > 0:
        first = rounded(claim[INSIDE] * rule[FIRST_PAID], rule[FIRST_WHOLE])
        workings[PAID_FIRST] = first
        workings[INSIDE_LEFT] = claim[INSIDE] - first


def deduct_start_line(
    claim: Row, rule: Row, cost: int, law: Law, state: Row, workings: Row
) -> int:
    """What the person pays first: what is left of the year's start line, or that of this visit.

    A stay after a transfer is no new visit and pays only what its line lies above the stay's so far;
    one that goes on after New Year may be none either, and pays none.
    """
    visits = state[rule[VISITS]]
    follows = rule[TRANSFERS] == 1 and claim[TRANSFERRED] == 1 and visits > 0
    goes_on = rule[GOES_ON] == 1
    visit = visits if follows or goes_on else visits + 1
    state[rule[VISITS]] = visit
    line = 0
    if not goes_on:
        line = law.lines[min(rule[FIRST_LINE] + visit, rule[AFTER_LINES]) - 1]
    line_before = state[rule[STAY_LINE]] if follows else 0
    state[rule[STAY_LINE]] = max(line, line_before)
    left = max(0, line - line_before)
    workings[VISIT], workings[LINE], workings[LINE_BEFORE] = visit, left, line_before
    if rule[ANNUAL_LINE] > 0:
        deducted_before = state[rule[DEDUCTED]]
        left = max(0, rule[ANNUAL_LINE] - deducted_before)
        workings[LINE], workings[DEDUCTED_BEFORE] = rule[ANNUAL_LINE], deducted_before
    deducted = min(cost, left)
    if rule[ANNUAL_LINE] > 0:
        state[rule[DEDUCTED]] += deducted
    workings[DEDUCTION] = deducted
    return deducted


def set_items_apart(claim: Row, rule: Row, law: Law) -> tuple[int, int]:
    """What of the cost is of kinds with rates of their own, and what of it the start line may take."""
    apart, under_line = 0, 0
    for number in range(rule[FIRST_ITEM], rule[AFTER_ITEMS]):
        item = law.rules[number]
        cost = min(claim[ITEMS + item[ITEM]], claim[INSIDE] - apart)
        apart += cost
        if item[PAYS_LINE]:
            under_line += cost
    return apart, under_line


def pay_items(
    claim: Row, rule: Row, off_items: int, law: Law, state: Row, workings: Row
) -> int:
    """What is due for the kinds with rates of their own, each within its own limits.

    Their workings, which nobody asks for, are written behind the last layer's.
    """
    apart, due = 0, 0
    if rule[FIRST_ITEM] == rule[AFTER_ITEMS]:
        return due
    aside = len(workings) - WORKINGS_WIDTH
    for number in range(rule[FIRST_ITEM], rule[AFTER_ITEMS]):
        item = law.rules[number]
        cost = min(claim[ITEMS + item[ITEM]], claim[INSIDE] - apart)
        apart += cost
        off = min(off_items, cost) if item[PAYS_LINE] else 0
        off_items -= off
        of_item = climb(item, 0, cost - off, law, state, workings, aside)
        of_item = min(of_item, item[CASE_CAP])
        due += cut_at_limits(of_item, item, claim, law, state, workings, aside)
    return due


def climb(
    rule: Row, bottom: int, top: int, law: Law, state: Row, workings: Row, at: int
) -> int:
    """What the steps make of the cost from `bottom` to `top`, upon the year's so far where it counts.

    Of a year each claim is due what the year is due with it less what it was due before it, so that
    the sum is always that of the whole.
    """
    if rule[CLIMBED] == NOTHING:
        below, whole_share = share_of(bottom, rule, law), share_of(top, rule, law)
        due = rounded(whole_share - below, rule[WHOLE])
        due_after = rounded(whole_share, rule[WHOLE])
        due_before = due_after - due
    else:
        so_far = state[rule[CLIMBED]]
        bottom, top = so_far + bottom, so_far + top
        state[rule[CLIMBED]] = top
        due_before = rounded(share_of(bottom, rule, law), rule[WHOLE])
        due_after = rounded(share_of(top, rule, law), rule[WHOLE])
        due = max(0, due_after - due_before)
    workings[at + FROM], workings[at + TO], workings[at + DUE] = bottom, top, due
    workings[at + DUE_BEFORE], workings[at + DUE_AFTER] = due_before, due_after
    return due


def share_of(cost: int, rule: Row, law: Law) -> int:
    """The steps' share of a cost from nothing up, before it is divided by `WHOLE`."""
    share = 0
    for number in range(rule[FIRST_STEP], rule[AFTER_STEPS]):
        step = law.steps[number]
        if cost > step[START]:
            share += (min(cost, step[END]) - step[START]) * step[RATE]
    return share


def rounded(share: int, whole: int) -> int:
    """A share as fen, half a fen upwards."""
    return (share + whole // 2) // whole


def cut_at_limits(
    due: int, rule: Row, claim: Row, law: Law, state: Row, workings: Row, at: int
) -> int:
    """What the limits let through, of the year, the quarter, the month or the day; they are used by it.

    The highest limit a year has granted holds to its end.
    """
    paid = due
    for number in range(rule[FIRST_LIMIT], rule[AFTER_LIMITS]):
        limit = law.limits[number]
        place = period_place(limit, claim)
        most = max(state[limit[GRANTED] + place], limit[MOST])
        state[limit[GRANTED] + place] = most
        used = state[limit[PAID] + place]
        left = max(0, most - used)
        is_tightest = number == rule[FIRST_LIMIT] or left < paid
        paid = min(paid, left)
        if is_tightest:
            workings[at + CUT_BY], workings[at + LIMIT], workings[at + USED_BEFORE] = (
                number, most, used,
            )  # fmt: skip
    for number in range(rule[FIRST_LIMIT], rule[AFTER_LIMITS]):
        limit = law.limits[number]
        state[limit[PAID] + period_place(limit, claim)] += paid
    workings[at + PAYMENT] = paid
    return paid


def period_place(limit: Row, claim: Row) -> int:
    """Which of a limit's periods a claim is of: a year has one, four quarters, twelve months or its days."""
    if limit[PERIOD] == OF_DAY:
        return claim[DAY]
    if limit[PERIOD] == OF_MONTH:
        return claim[MONTH]
    if limit[PERIOD] == OF_QUARTER:
        return claim[MONTH] // 3
    return 0


def cost_reached(rule: Row, paid: int, law: Law, workings: Row) -> int:
    """The cost, from the first yuan up, at which the steps have come to a payment of the basic layer.

    What lies above the cost of a limit is what a layer above it begins with.
    """
    bottom, top = workings[WORKINGS_BASIC + FROM], workings[WORKINGS_BASIC + TO]
    if paid >= workings[WORKINGS_BASIC + DUE]:
        return top
    sought = share_of(bottom, rule, law) + paid * rule[WHOLE]
    share = 0
    for number in range(rule[FIRST_STEP], rule[AFTER_STEPS]):
        step = law.steps[number]
        of_step = max(0, min(top, step[END]) - step[START]) * step[RATE]
        if of_step > 0 and share + of_step >= sought:
            return max(bottom, step[START] + rounded(sought - share, step[RATE]))
        share += of_step
    return top


def pay_layers(
    claim: Row, case: Row, fund: int, law: Law, state: Row, workings: Row
) -> int:
    """The further layers, one after another, each on what the person still bears."""
    for place in range(len(case) - LAYERS):
        number = case[LAYERS + place]
        if number != NOTHING:
            at = WORKINGS_BASIC + WORKINGS_WIDTH * (1 + place)
            fund += pay_layer(claim, law.rules[number], fund, law, state, workings, at)
    return fund


def pay_layer(
    claim: Row, rule: Row, fund: int, law: Law, state: Row, workings: Row, at: int
) -> int:
    """A further layer: its steps on the year's burden, as far as its limits let it."""
    counted = (
        workings[INSIDE_LEFT]
        + (claim[FIRST_SHARE] + workings[PAID_FIRST]) * rule[COUNTS_FIRST_SHARE]
        + claim[OVER_PRICE] * rule[COUNTS_OVER_PRICE]
        + claim[ALONE] * rule[COUNTS_ALONE]
    )
    borne = max(0, counted - fund)
    base = borne
    if rule[BASE] == ABOVE_LIMIT:
        base = min(borne, workings[ABOVE_THE_LIMIT])
    elif rule[BASE] == IN_POLICY or rule[BASE] == FLOOR:
        base = workings[INSIDE_LEFT]
    workings[at + BORNE] = borne
    if rule[BORNE_BY_YEAR] != NOTHING:
        state[rule[BORNE_BY_YEAR]] += base
    due = climb(rule, 0, base, law, state, workings, at)
    if rule[CATCHES_UP]:
        limit = law.limits[rule[FIRST_LIMIT]]
        due = max(0, workings[at + DUE_AFTER] - state[limit[PAID]])
    if rule[BASE] == FLOOR:
        due = max(0, due - fund)
    due = min(due, borne, rule[CASE_CAP])
    return cut_at_limits(due, rule, claim, law, state, workings, at)


def pay_from_accounts(claim: Row, case: Row, workings: Row) -> None:
    """The person's part: from the account, then from the family's, as far as they reach; then cash."""
    payable = 0
    if case[ACCOUNT_PAYS] == ACCOUNT_ALL:
        payable = workings[PERSON]
    elif case[ACCOUNT_PAYS] == ACCOUNT_INSIDE:
        payable = max(0, workings[PERSON] - claim[ALONE] - claim[OVER_PRICE])
    account = min(payable, claim[ACCOUNT])
    family = min(payable - account, claim[FAMILY])
    workings[PAYABLE] = payable
    workings[ACCOUNT_PAID], workings[FAMILY_PAID] = account, family
    workings[CASH] = workings[PERSON] - account - family
