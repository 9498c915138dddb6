"""The moves: who may make them, from where, and what must hold."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial

import pytest

from jixiao.cycle import (
    Delegation,
    NotAllowed,
    Standing,
    choices,
    held_up,
    make,
    procedures,
    refusals,
    replay,
    standings,
)
from tests.cycle.people import (
    APPROVED,
    BASE,
    FAIR,
    GOOD,
    START,
    WHO,
    a_case,
    ways,
    wish,
)
from tests.drawn import drawn, wrong

MONITORED = (*APPROVED, "open_monitoring", "report_monitoring", "confirm_monitoring")
EVALUATED = (*APPROVED, "open_evaluation", "report_evaluation", "confirm_evaluation")
REACHED = ways()
"""For each move the moves that lead to where it starts."""
LATER = datetime(2027, 2, 1, tzinfo=UTC)


def test_every_move_of_the_table_can_be_made():
    assert set(BASE.move) == set(REACHED)


@pytest.mark.parametrize("move", REACHED)
def test_a_move_is_made_by_those_the_table_names_and_nobody_else(move: str):
    assert {} == wrong(WHO, partial(_is_for_them_alone, move))


def _is_for_them_alone(move: str, role: str) -> None:
    ledger = a_case(*REACHED[move])
    submitted = "submitted_by_oneself" in BASE.move[move].needs
    attempted = wish(
        move, LATER, role=role, actor=WHO["clerk"] if submitted else "新来的"
    )

    if role in BASE.move[move].by:
        event = make(ledger, attempted, BASE)
        assert (BASE.move[move].end, role) == (event.end, event.role)
    else:
        with pytest.raises(NotAllowed, match=BASE.move[move].title):
            make(ledger, attempted, BASE)


@drawn(one_of=4)
@pytest.mark.parametrize("move", REACHED)
def test_a_move_is_made_only_from_where_the_table_says(move: str):
    for place in {(), *REACHED.values()}:
        case = replay(a_case(*place))
        stands = case.stages[BASE.move[move].track] in BASE.move[move].start
        against = refusals(case, wish(move, LATER, actor="新来的"), BASE)

        assert stands or against


@pytest.mark.parametrize(
    ("move", "without", "reason"),
    [
        ("submit", {"version": ""}, "没有目标表"),
        ("submit", {"open_errors": None}, "还没有审核过"),
        ("submit", {"open_errors": 2}, "还有 2 处错误"),
        ("withdraw", {"actor": "别人"}, "只有提交的人"),
        ("unit_return", {"reason": " "}, "写明理由"),
        ("unit_pass", {"actor": WHO["clerk"]}, "自己经手"),
        ("finance_pass", {"sheet": {}}, "还没有评“规范完整性”"),
        ("finance_pass", {"sheet": GOOD | {"多的": Decimal(1)}}, "没有“多的”"),
        ("finance_pass", {"sheet": GOOD | {"规范完整性": Decimal(11)}}, "0 到 10"),
        ("finance_pass", {"sheet": FAIR}, "80.0 分，为良，应退回完善"),
        ("finance_mend", {"sheet": GOOD}, "为优，应通过"),
        ("approve", {"actor": WHO["finance_reviewer"]}, "自己经手"),
        ("finance_pass", {"sheet": None}, "没有审核评分表"),
        ("approve", {"budget": None}, "批复的预算"),
        ("approve", {"budget": Decimal("0.001")}, "不像一笔预算"),
        ("approve", {"budget": Decimal(10) ** 14}, "不像一笔预算"),
        ("cut", {"budget": Decimal(100000)}, "应少于"),
        ("open_monitoring", {"months": 13}, "几月"),
        ("demand", {"until": None}, "期限"),
        ("demand", {"until": date(2026, 1, 1)}, "今天之后"),
        ("report_evaluation", {"total": None}, "还没有总分"),
        ("report_evaluation", {"form": None}, "没有填好的表"),
        ("report_evaluation", {"unproven": ("培训人次",)}, "没有附证明.*“培训人次”"),
        ("settle_check", {"points": Decimal(101)}, "0–100"),
        ("apply", {"use": ""}, "继续支持"),
    ],
)
def test_what_must_hold_is_asked_for(
    move: str, without: dict[str, object], reason: str
):
    with pytest.raises(NotAllowed, match=reason):
        make(a_case(*REACHED[move]), wish(move, LATER, **without), BASE)


def test_what_was_rated_fair_passes_once_it_is_mended():
    ledger = a_case(*APPROVED[:3], "finance_mend", "mended")

    assert "ready" == make(ledger, wish("finance_pass", LATER, sheet=FAIR), BASE).end


def test_a_new_submission_is_not_mended_any_more():
    again = a_case(
        *APPROVED[:3], "finance_mend", "mended", "finance_return", *APPROVED[:3]
    )

    with pytest.raises(NotAllowed, match="为良"):
        make(again, wish("finance_pass", LATER, sheet=FAIR), BASE)


def test_nobody_judges_on_behalf_of_somebody_what_they_handed_in_themselves():
    ledger = a_case("submit")

    with pytest.raises(NotAllowed, match="自己经手"):
        make(
            ledger,
            wish("unit_pass", actor=WHO["clerk"], on_behalf_of=WHO["approver"]),
            BASE,
        )


def test_the_year_must_be_over_before_it_is_evaluated():
    with pytest.raises(NotAllowed, match="十二月"):
        make(
            a_case(*APPROVED),
            wish("open_evaluation", datetime(2026, 11, 30, tzinfo=UTC)),
            BASE,
        )


def test_nothing_is_published_under_an_embargo():
    ledger = a_case(*APPROVED[:4])
    ledger.append(make(ledger, wish("approve", embargo=date(2026, 2, 1)), BASE))

    with pytest.raises(NotAllowed, match="2026-02-01 之前不得公开"):
        make(ledger, wish("publish", datetime(2026, 1, 31, tzinfo=UTC)), BASE)
    assert make(ledger, wish("publish", datetime(2026, 2, 1, tzinfo=UTC)), BASE)


def test_a_change_leaves_the_approved_version_in_force_until_it_is_approved():
    ledger = a_case(*APPROVED, "publish", "adjust")
    ledger.append(make(ledger, wish("submit", version="c" * 64), BASE))
    changing = replay(ledger)
    for move in APPROVED[1:]:
        ledger.append(make(ledger, wish(move), BASE))
    changed = replay(ledger)

    assert ("a" * 64, "c" * 64) == (changing.in_force.digest, changing.version.digest)
    assert ["a" * 64, "c" * 64] == [approval.digest for approval in changed.approvals]
    assert "a" * 64 == changed.published
    assert make(ledger, wish("publish", LATER), BASE)


def test_a_cut_budget_cannot_be_left_without_a_changed_target():
    ledger = a_case(*APPROVED, "cut")

    with pytest.raises(NotAllowed, match="同步调整"):
        make(ledger, wish("abandon_change"), BASE)


def test_a_result_is_published_once_it_was_confirmed():
    ledger = a_case(*APPROVED, "publish", "open_evaluation", "report_evaluation")
    with pytest.raises(NotAllowed, match="自评还没有核实"):
        make(ledger, wish("publish_result", LATER), BASE)

    ledger = a_case(*REACHED["publish_result"], "publish_result")

    assert "b" * 64 == replay(ledger).result
    with pytest.raises(NotAllowed, match="已经公开"):
        make(ledger, wish("publish_result", LATER), BASE)


def test_a_published_version_is_not_published_again():
    with pytest.raises(NotAllowed, match="已经公开"):
        make(a_case(*APPROVED, "publish"), wish("publish", LATER), BASE)


def test_who_demanded_may_accept_but_not_who_reported():
    ledger = a_case(*MONITORED, "demand", "report_result")

    assert make(ledger, wish("accept_result", LATER), BASE)
    with pytest.raises(NotAllowed, match="自己经手"):
        make(ledger, wish("accept_result", LATER, actor=WHO["clerk"]), BASE)


def test_choices_are_what_one_could_do_here():
    case = replay(a_case("submit"))

    def offered(person: str, *roles: str) -> list[str]:
        held = [Standing(role) for role in roles]
        return [
            choice.name for choice in choices(case, person, held, BASE, START, 2026)
        ]

    assert ["withdraw"] == offered(WHO["clerk"], "clerk")
    assert ["unit_pass", "unit_return"] == offered(WHO["approver"], "approver")
    assert ["withdraw", "unit_return"] == offered(WHO["clerk"], "clerk", "approver")
    assert [] == offered("别人", "clerk")


def waiting(
    person: str, held: list[Standing], at: datetime, *moves: str
) -> list[tuple[str, str]]:
    case = replay(a_case(*moves))
    return [
        (move.title, why) for move, why in held_up(case, person, held, BASE, at, 2026)
    ]


def test_who_may_not_move_on_only_today_or_with_these_hands_is_told_why():
    approver, department = [Standing("approver")], [Standing("department")]

    assert [("单位审核通过", "自己经手过的不能由自己审核，请换一个人")] == waiting(
        WHO["clerk"], approver, START, "submit"
    )
    assert [] == waiting(WHO["approver"], approver, START, "submit")
    assert [("布置自评", "2026 年还没有过完，十二月起才布置自评")] == waiting(
        WHO["department"], department, START, *APPROVED
    )


def test_a_move_that_is_offered_in_another_role_is_not_held_up():
    held = [Standing("approver", WHO["clerk"]), Standing("approver")]

    assert [] == waiting("新来的", held, START, "submit")


def test_what_the_case_is_not_ready_for_is_not_held_up():
    assert "公开" not in dict(
        waiting(WHO["clerk"], [Standing("clerk")], START, "submit")
    )


def test_a_lent_role_is_held_on_its_days_only():
    lent = [
        Delegation("李科长", "王副", "approver", date(2026, 3, 1), date(2026, 3, 5))
    ]

    assert [Standing("leader"), Standing("approver", "李科长")] == standings(
        "王副", ["leader"], lent, date(2026, 3, 5)
    )
    assert [Standing("leader")] == standings("王副", ["leader"], lent, date(2026, 3, 6))


def test_a_county_of_two_steps_goes_from_the_unit_to_the_finance_bureau():
    two = procedures()["two_steps"]
    ledger = a_case("submit")
    ledger.append(make(ledger, wish("unit_pass", START + timedelta(days=3)), two))

    assert "finance_review" == replay(ledger).stages["target"]
    with pytest.raises(NotAllowed, match="没有这一步"):
        make(a_case("submit", "unit_pass"), wish("department_pass"), two)


def test_a_move_the_procedure_does_not_know_is_refused():
    assert ["流程里没有“跳过”这一步"] == refusals(
        replay(a_case()),
        wish("submit").__class__("跳过", "王", "clerk", START, 2026),
        BASE,
    )


def test_a_move_brings_what_it_was_asked_for_and_nothing_else():
    (*_, submitted) = a_case("submit")
    (*_, approved) = a_case(*APPROVED)

    assert submitted.facts.version
    assert (None, None, None) == (
        submitted.facts.budget,
        submitted.facts.sheet,
        submitted.facts.points,
    )
    assert (Decimal(100000), None) == (approved.facts.budget, approved.facts.sheet)


def test_the_points_of_a_spot_check_stand_until_the_result_is_confirmed_anew():
    checked = replay(a_case(*EVALUATED, "spot_check", "settle_check"))

    assert Decimal(94) == checked.checked
    assert replay(a_case(*EVALUATED)).checked is None
