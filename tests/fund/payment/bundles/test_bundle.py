"""Known answers of a person's month: sessions to the cap, heads by days, stays, death, transfers."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from jixiao.fund.payment.bundles.bundle import (
    Contract,
    Contracts,
    Mode,
    PersonFacts,
    Placed,
    PricedMonth,
    Session,
    Span,
    WhyNot,
    month_of,
    price_month,
)

HD, PD = "1", "2"
YEAR = date(2026, 1, 1)
BY_SESSION = Contract("k1", "H1", HD, Mode.BY_SESSION, 400_00, YEAR, month_cap=13)
BY_HEAD = Contract("k2", "H1", PD, Mode.BY_HEAD, 6_000_00, YEAR)
APRIL = month_of(date(2026, 4, 1))


def placed(first: int, last: int, centre: str = "H1", care: str = PD) -> Placed:
    return Placed(centre, care, Span(date(2026, 4, first), date(2026, 4, last)))


def sessions(count: int, care: str = HD) -> list[Session]:
    return [
        Session(f"s{n:02}", "H1", care, date(2026, 4, 1) + timedelta(days=2 * n))
        for n in range(count)
    ]


def priced(
    facts: PersonFacts, *contracts: Contract, paid: int = 0, leaving: bool = False
) -> PricedMonth:
    before = {HD: paid, PD: paid}
    known = Contracts(contracts or (BY_SESSION, BY_HEAD))
    return price_month(APRIL, "p", facts, known, before, leaving_day_off=leaving)


def dues(month: PricedMonth) -> dict[str, int]:
    return {each.centre: each.due for each in month.centres}


def test_fourteen_sessions_under_a_cap_of_thirteen_are_paid_thirteen_times():
    month = priced(PersonFacts([placed(1, 30, care=HD)], sessions(14)))

    assert [5_200_00, 13, 1] == [
        month.centres[0].due, month.centres[0].sessions, month.centres[0].beyond
    ]  # fmt: skip


def test_twelve_of_thirty_days_are_paid_in_proportion():
    assert {"H1": 2_400_00} == dues(priced(PersonFacts([placed(1, 12)])))


def test_a_transfer_parts_the_month_between_two_centres():
    other = replace(BY_HEAD, number="k3", centre="H2")
    facts = PersonFacts([placed(1, 12), placed(13, 30, "H2")])

    assert {"H1": 2_400_00, "H2": 3_600_00} == dues(priced(facts, BY_HEAD, other))


def test_three_days_of_a_stay_are_off():
    stay = Span(date(2026, 4, 10), date(2026, 4, 13))
    facts = PersonFacts([placed(1, 30)], stays=[stay])

    assert {"H1": 5_400_00} == dues(priced(facts))
    assert {"H1": 5_200_00} == dues(priced(facts, leaving=True))
    assert [(WhyNot.STAY, 3)] == refusals(priced(facts))


def refusals(month: PricedMonth) -> list[tuple[WhyNot, int]]:
    whys = [each.why for each in month.refused]
    return [(why, whys.count(why)) for why in dict.fromkeys(whys)]


def test_a_stay_of_one_day_takes_its_day():
    day = date(2026, 4, 10)

    assert {"H1": 5_800_00} == dues(
        priced(PersonFacts([placed(1, 30)], stays=[Span(day, day)]))
    )


def test_a_stay_without_an_end_suspends_to_the_end_of_the_month():
    stay = Span(date(2026, 4, 16), None)

    assert {"H1": 3_000_00} == dues(priced(PersonFacts([placed(1, 30)], stays=[stay])))


def test_who_dies_on_the_first_day_is_paid_one():
    facts = PersonFacts([placed(1, 30)], sessions(2), died_on=date(2026, 4, 1))

    month = priced(facts)

    assert {"H1": 200_00} == dues(month)
    assert [(WhyNot.DEAD, 30), (WhyNot.OTHER_KIND, 1)] == refusals(month)


def test_a_leap_february_has_twenty_nine_days():
    whole = Placed("H1", PD, Span(date(2028, 2, 1), date(2028, 2, 29)))
    half = replace(whole, span=Span(date(2028, 2, 1), date(2028, 2, 10)))
    month = month_of(date(2028, 2, 5))

    for roster, due in ((whole, 6_000_00), (half, 2_068_97)):
        facts = PersonFacts([roster])
        made = price_month(month, "p", facts, Contracts([BY_HEAD]), {})
        assert {"H1": due} == dues(made)


def test_two_centres_on_one_day_are_paid_by_neither_and_said():
    other = replace(BY_HEAD, number="k3", centre="H2")
    facts = PersonFacts([placed(1, 12), placed(10, 30, "H2")])

    month = priced(facts, BY_HEAD, other)

    assert {"H1": 1_800_00, "H2": 3_600_00} == dues(month)
    assert [(WhyNot.TWO_CENTRES, 6)] == refusals(month)


def test_what_is_not_paid_says_why():
    strange = [
        Session("a", "H9", HD, date(2026, 4, 3)),
        Session("b", "H1", "3", date(2026, 4, 3)),
        Session("c", "H1", HD, date(2026, 4, 20)),
    ]
    late = replace(BY_SESSION, last=date(2026, 4, 8))
    facts = PersonFacts([placed(1, 10, care=HD)], [*strange, *sessions(5)])

    month = priced(facts, late)

    assert {"H1": 4 * 400_00} == dues(month)
    assert {
        WhyNot.NO_CONTRACT: 3,
        WhyNot.OTHER_CENTRE: 1,
        WhyNot.OTHER_KIND: 1,
        WhyNot.NO_ROSTER: 1,
    } == dict(refusals(month))


def test_a_cap_of_the_year_takes_what_goes_above_it():
    capped = replace(BY_SESSION, year_cap=10_000_00)
    facts = PersonFacts([placed(1, 30, care=HD)], sessions(14))

    month = priced(facts, capped, paid=9_000_00)

    assert [1_000_00, 4_200_00] == [month.centres[0].due, month.centres[0].cut]


def test_a_cap_of_the_year_is_taken_by_the_days_whatever_pays():
    """Ten sessions from the 1st bring 4,000; the month by the head from the 21st meets the cap."""
    sessions_first = replace(BY_SESSION, year_cap=5_000_00)
    heads_then = Contract("k3", "H2", HD, Mode.BY_HEAD, 6_000_00, YEAR, year_cap=5_000_00)  # fmt: skip
    roster = [placed(1, 20, care=HD), placed(21, 30, "H2", HD)]

    month = priced(PersonFacts(roster, sessions(10)), sessions_first, heads_then)

    assert {"H1": 4_000_00, "H2": 1_000_00} == dues(month)
    assert [0, 1_000_00] == [each.cut for each in month.centres]


def test_a_rate_that_changes_within_the_month_holds_from_its_day():
    first = replace(BY_SESSION, last=date(2026, 4, 10))
    later = replace(BY_SESSION, number="k9", rate=500_00, first=date(2026, 4, 11))
    facts = PersonFacts([placed(1, 30, care=HD)], sessions(13))

    assert {"H1": 5 * 400_00 + 8 * 500_00} == dues(priced(facts, first, later))


def test_another_disease_is_paid_by_the_head_in_the_same_way():
    mental = Contract("m1", "M1", "精神", Mode.BY_HEAD, 1_500_00, YEAR)
    facts = PersonFacts([placed(1, 15, "M1", "精神")])

    assert {"M1": 750_00} == dues(priced(facts, mental))


@given(st.lists(st.integers(1, 30), min_size=1, max_size=4, unique=True))
def test_however_the_month_is_parted_centres_get_the_whole_to_a_fen_each(ends):
    cuts = sorted({*ends, 30})
    starts = [1, *(end + 1 for end in cuts[:-1])]
    spans = [
        placed(first, last, f"H{n}")
        for n, (first, last) in enumerate(zip(starts, cuts, strict=True))
    ]
    contracts = [
        replace(BY_HEAD, number=f"k{n}", centre=f"H{n}", rate=5_999_99)
        for n in range(len(spans))
    ]

    month = priced(PersonFacts(spans), *contracts)

    assert 30 == sum(each.days for each in month.centres)
    assert abs(sum(dues(month).values()) - 5_999_99) <= len(spans) // 2 + 1
