import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.payment.argument import Argued, Ballot, Expert, Outcome, argue
from tests.fund.payment.terms import terms

SAMPLE = terms()
EXPERTS = [Expert("甲", "内科", "H1"), Expert("乙", "外科", "H2"), Expert("丙", "内科", "H3"),
           Expert("丁", "儿科", ""), Expert("戊", "骨科", "H4")]  # fmt: skip
POINTS = {"A": 1_000_000, "B": 2_000_000}
CASES = {"A": 100, "B": 50}
OF_HOSPITALS = {"A": {"H1": 60, "H2": 40}, "B": {"H2": 25, "H3": 25}}


def argued(*ballots: Ballot, rules=SAMPLE):
    return argue(POINTS, CASES, OF_HOSPITALS, EXPERTS, ballots, rules)


def of_a(*points: int | None, turn: int = 1) -> Argued:
    """Group A argued by 乙, 丙, 丁, 戊: 甲 is of the hospital that treats most."""
    names = ("乙", "丙", "丁", "戊")
    ballots = [
        Ballot(turn, "A", name, each, "理由")
        for name, each in zip(names, points, strict=False)
    ]
    return argued(*ballots).groups[0]


def test_more_than_half_who_agree_keep_the_proposal():
    group = of_a(None, None, None, 1_200_000)

    assert (1_000_000, Outcome.AGREED) == (group.voted, group.outcome)


def test_else_the_lower_median_stands():
    group = of_a(1_050_000, 1_100_000, 1_150_000, None)

    assert (1_050_000, Outcome.CHANGED) == (group.voted, group.outcome)
    assert [("乙", "理由"), ("丙", "理由"), ("丁", "理由")] == [*group.dissent]


def test_what_moves_more_than_a_fifth_is_argued_again_and_then_stands():
    first, second = of_a(*[1_200_001] * 4), of_a(*[1_200_001] * 4, turn=2)

    assert (1_000_000, Outcome.AGAIN) == (first.voted, first.outcome)
    assert (1_200_001, Outcome.CHANGED) == (second.voted, second.outcome)
    assert Outcome.CHANGED is of_a(*[1_200_000] * 4).outcome


def test_too_few_votes_and_none_keep_the_proposal():
    assert Outcome.NO_QUORUM is of_a(1_100_000, 1_100_000).outcome
    assert Outcome.CHANGED is of_a(1_100_000, 1_100_000, 1_100_000).outcome
    assert Outcome.NOT_VOTED is of_a().outcome


def test_experts_of_the_hospital_that_treats_most_avoid():
    groups = {each.group: each for each in argued().groups}

    assert (("甲",), 4) == (groups["A"].avoided, groups["A"].eligible)
    assert (("乙", "丙"), 3) == (groups["B"].avoided, groups["B"].eligible)
    with pytest.raises(JixiaoError, match="甲 应回避 A"):
        argued(Ballot(1, "A", "甲", None))


def test_rebased_points_hold_the_whole():
    votes = [
        Ballot(1, "A", name, 1_100_000, "理由") for name in ("乙", "丙", "丁", "戊")
    ]

    rebased = argued(*votes).rebased

    whole = sum(rebased.points[group] * CASES[group] for group in POINTS) + rebased.left
    assert 100 * 1_000_000 + 50 * 2_000_000 == whole
    assert rebased.points["A"] > 1_000_000 > rebased.points["B"] - 1_000_000


@pytest.mark.parametrize(
    ("ballots", "said"),
    [
        ([Ballot(1, "A", "己", None)], "没有这位专家"),
        ([Ballot(1, "C", "乙", None)], "没有这个病种"),
        ([Ballot(1, "A", "乙", None)] * 2, "投了两次"),
        ([Ballot(1, "A", "乙", 1_100_000)], "没有写理由"),
        ([Ballot(1, "A", "乙", 0, "太高")], "应大于 0"),
    ],
)
def test_ballots_that_cannot_count_are_refused(ballots: list[Ballot], said: str):
    with pytest.raises(JixiaoError, match=said):
        argued(*ballots)
