"""A year's plan: everybody once, teams away from their own."""

from jixiao.fund.supervision.plan import COVERAGE, RANDOM, RISK, Team, plan_year

RISKS = {f"H{n:02}": n for n in range(10)}


def test_everybody_is_visited_once_and_the_riskiest_again():
    plan = plan_year(RISKS, [Team("甲"), Team("乙")], seed="1", by_risk=2, at_random=3)

    by_why = {
        why: [v.institution for v in plan.visits if v.why == why]
        for why in (COVERAGE, RISK, RANDOM)
    }
    assert sorted(RISKS) == by_why[COVERAGE]
    assert ["H09", "H08"] == by_why[RISK]
    assert 3 == len(by_why[RANDOM])
    assert not {"H08", "H09"} & {*by_why[RANDOM]}


def test_no_team_goes_where_it_must_not_and_work_is_even():
    teams = [Team("甲", {"H00", "H01"}), Team("乙", {"H01"})]

    plan = plan_year(RISKS, teams, seed="1", by_risk=0, at_random=0)

    assert {"H01"} == {visit.institution for visit in plan.without_team}
    assert "乙" == next(v.team for v in plan.visits if v.institution == "H00")
    loads = [sum(v.team == name for v in plan.visits) for name in ("甲", "乙")]
    assert abs(loads[0] - loads[1]) <= 1


def test_no_team_goes_twice_running_while_another_may():
    teams = [Team("甲"), Team("乙", {"H02"})]

    plan = plan_year(
        {"H01": 5, "H02": 9},
        teams,
        seed="1",
        by_risk=2,
        at_random=0,
        last_teams={"H01": "甲"},
    )

    went = {
        code: [v.team for v in plan.visits if v.institution == code]
        for code in ("H01", "H02")
    }
    assert {"H01": ["乙", "甲"], "H02": ["甲", "甲"]} == went
    assert [("H02", RISK)] == [(v.institution, v.why) for v in plan.visits if v.again]
