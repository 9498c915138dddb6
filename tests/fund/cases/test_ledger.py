"""A case from finding to recovery: who may, what is due, whose money, and what was changed."""

import sqlite3
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.cases import (
    CaseLedger,
    Evidence,
    Outcome,
    Trial,
    load_procedure,
    open_ledger,
)
from jixiao.fund.cases.procedure import BASE
from tests.drawn import drawn

NINE = datetime(2026, 3, 2, 9)
LINE = Evidence("费用明细", "b1", {"说明": "x"}, 6000, 3000)
OTHER = Evidence("费用明细", "b2", {"说明": "x"}, 2000, 1000)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[CaseLedger]:
    with open_ledger(tmp_path / "cases.db") as opened:
        yield opened


def opened(ledger: CaseLedger, *evidence: Evidence, rule: str = "CG01") -> str:
    code = ledger.open_case(
        engine="audit", rule=rule, title="重复收费", subject="H1", evidence=evidence, by="甲", at=NINE
    )  # fmt: skip
    assert code
    return code


def notify(ledger: CaseLedger, code: str) -> None:
    ledger.move(code, "分派", by="甲", at=NINE)
    ledger.move(code, "准予告知", by="丙", at=NINE)
    ledger.move(code, "告知", by="乙", at=NINE)


def decided(ledger: CaseLedger, code: str, outcome: Outcome) -> None:
    notify(ledger, code)
    ledger.move(code, "申诉", by="H1", at=datetime(2026, 3, 10, 9))
    ledger.move(code, "复核决定", by="丙", at=datetime(2026, 3, 12, 9), outcome=outcome)


def test_a_case_goes_from_finding_to_recovery(ledger: CaseLedger):
    code = opened(ledger, LINE, OTHER)
    decided(ledger, code, Outcome.PROVEN)
    ledger.move(code, "追回", by="丁", at=datetime(2026, 3, 20, 9), recovered=4000)
    ledger.move(code, "结案", by="丙", at=datetime(2026, 3, 21, 9))

    case = ledger.case(code)
    assert ("已结案", Outcome.PROVEN) == (case.state, case.outcome)
    assert (8000, 4000, 4000) == (case.cost, case.fund, case.recovered)
    assert {"CG01": (1, 1)} == ledger.precision()
    assert [] == ledger.verify()


def test_a_notice_starts_a_term_and_an_appeal_ends_it(ledger: CaseLedger):
    code = opened(ledger, LINE)
    notify(ledger, code)
    due = ledger.case(code).due

    ledger.move(code, "申诉", by="H1", at=datetime(2026, 3, 16, 9))

    assert [("申诉", date(2026, 3, 16))] == [(each.name, each.last_day) for each in due]
    assert ["复核"] == [each.name for each in ledger.case(code).due]


@pytest.mark.parametrize(("day", "late"), [(16, False), (17, True)])
def test_a_late_appeal_is_a_fact(ledger: CaseLedger, day: int, late: bool):
    code = opened(ledger, LINE)
    notify(ledger, code)

    event = ledger.move(code, "申诉", by="H1", at=datetime(2026, 3, day, 23))

    assert late == event.late


def test_a_term_that_ran_out_is_listed_from_the_day_after(ledger: CaseLedger):
    code = opened(ledger, LINE)
    notify(ledger, code)

    assert [] == ledger.overdue(date(2026, 3, 16))
    assert [code] == [case.code for case in ledger.overdue(date(2026, 3, 17))]


def test_the_first_reader_is_not_the_second(ledger: CaseLedger):
    code = opened(ledger, LINE)
    notify(ledger, code)
    ledger.move(code, "申诉", by="H1", at=datetime(2026, 3, 10, 9))

    with pytest.raises(
        JixiaoError, match="乙 在 2026-00001 里已经做过初审（告知），不能再做复审"
    ):
        ledger.move(
            code,
            "复核决定",
            by="乙",
            at=datetime(2026, 3, 12, 9),
            outcome=Outcome.PROVEN,
        )


def test_a_step_that_cannot_be_done_now_names_those_that_can(ledger: CaseLedger):
    code = opened(ledger, LINE)

    with pytest.raises(JixiaoError, match="“待核实”的案件不能“追回”；现在可以：分派"):
        ledger.move(code, "追回", by="丁", at=NINE, recovered=1)


def test_a_decision_wants_an_outcome(ledger: CaseLedger):
    code = opened(ledger, LINE)
    notify(ledger, code)

    with pytest.raises(JixiaoError, match="要写明结论：属实、部分属实"):
        ledger.move(code, "决定", by="丙", at=datetime(2026, 3, 20, 9))


def test_a_line_counts_in_the_first_case_that_holds_it(ledger: CaseLedger):
    first, second = opened(ledger, LINE), opened(ledger, LINE, OTHER, rule="DR04")

    assert (3000, 1000) == (ledger.case(first).counted, ledger.case(second).counted)
    assert 4000 == ledger.case(second).fund


@pytest.mark.parametrize("outcome", [Outcome.DATA, Outcome.REASONABLE])
def test_what_is_refuted_gives_its_lines_to_the_next_case(
    ledger: CaseLedger, outcome: Outcome
):
    first, second = opened(ledger, LINE), opened(ledger, LINE, rule="DR04")
    decided(ledger, first, outcome)

    assert (0, 3000) == (ledger.case(first).counted, ledger.case(second).counted)


def test_no_more_is_recovered_than_counts(ledger: CaseLedger):
    opened(ledger, LINE)
    second = opened(ledger, LINE, OTHER, rule="DR04")
    decided(ledger, second, Outcome.PROVEN)

    with pytest.raises(JixiaoError, match=r"还剩 10\.00 元，追回不能是 10\.01 元"):
        ledger.move(second, "追回", by="丁", at=datetime(2026, 3, 20), recovered=1001)


def test_a_finding_is_not_opened_twice(ledger: CaseLedger):
    opened(ledger, LINE)

    assert (
        ledger.open_case(
            engine="audit", rule="CG01", title="x", subject="H1", evidence=[LINE], by="甲", at=NINE
        )
        is None
    )  # fmt: skip


def test_a_case_opened_again_has_no_outcome(ledger: CaseLedger):
    code = opened(ledger, LINE)
    decided(ledger, code, Outcome.DATA)
    ledger.move(code, "结案", by="丁", at=datetime(2026, 3, 21, 9))
    ledger.move(code, "重开", by="丁", at=datetime(2026, 4, 1, 9))

    assert (None, 3000) == (ledger.case(code).outcome, ledger.case(code).counted)


def test_nothing_is_changed_and_what_was_shows(tmp_path: Path):
    path = tmp_path / "cases.db"
    with open_ledger(path) as ledger:
        opened(ledger, LINE)
    with sqlite3.connect(path) as behind:
        with pytest.raises(sqlite3.IntegrityError, match="only added to"):
            behind.execute("UPDATE events SET who = '丁'")
        behind.executescript(
            "DROP TRIGGER evidence_UPDATE; UPDATE evidence SET fund = 1"
        )
    behind.close()

    with open_ledger(path) as ledger:
        assert "案件 2026-00001 的证据被改过" == ledger.verify()[0]


def test_time_does_not_go_back(ledger: CaseLedger):
    code = opened(ledger, LINE)

    with pytest.raises(JixiaoError, match="不能早于它"):
        ledger.move(code, "分派", by="甲", at=datetime(2026, 3, 1, 9))


def test_the_queue_is_by_how_sure_and_how_much(ledger: CaseLedger):
    sure = Evidence("费用明细", "b7", {"把握": "certain"}, 4000, 2000)
    cheap, dear, certain = (
        opened(ledger, OTHER),
        opened(ledger, LINE, rule="DR04"),
        opened(ledger, sure, rule="DR01"),
    )
    for code in (cheap, dear, certain):
        ledger.move(code, "分派", by="甲", at=NINE, text="乙")

    queue = ledger.queue("乙")

    assert [certain, dear, cheap] == [case.code for case in queue]
    assert [2000, 1500, 500] == [case.priority for case in queue]
    assert [] == ledger.queue("丙")


def test_what_is_listed_is_what_is_shown(ledger: CaseLedger):
    first = opened(ledger, LINE)
    opened(ledger, LINE, OTHER, rule="DR04")
    decided(ledger, first, Outcome.DATA)

    for listed in ledger.cases():
        shown = ledger.case(listed.code)
        assert (listed.counted, listed.cost, listed.fund, listed.priority) == (
            shown.counted,
            shown.cost,
            shown.fund,
            shown.priority,
        )
        assert (listed.state, listed.due, listed.events) == (
            shown.state,
            shown.due,
            shown.events,
        )


def test_a_decision_in_part_leaves_out_the_money_of_the_rows_it_spares(
    ledger: CaseLedger,
):
    first, second = opened(ledger, LINE, OTHER), opened(ledger, OTHER, rule="DR04")
    notify(ledger, first)
    ledger.move(
        first, "决定", by="丙", at=datetime(2026, 3, 20), outcome=Outcome.PARTLY, spared=[1]
    )  # fmt: skip

    case = ledger.case(first)
    assert (3000, frozenset({1})) == (case.counted, case.spared)
    assert "〔不属实的行：2〕" in case.events[-1].text
    assert 1000 == ledger.case(second).counted


@pytest.mark.parametrize(
    ("outcome", "spared", "message"),
    [
        (Outcome.PROVEN, [0], "只有“部分属实”"),
        (Outcome.PARTLY, [0, 1], "所有的行都不属实"),
        (Outcome.PARTLY, [5], "没有第 6 行"),
    ],
)
def test_rows_are_spared_by_a_decision_in_part_alone(
    ledger: CaseLedger, outcome: Outcome, spared: list[int], message: str
):
    code = opened(ledger, LINE, OTHER)
    notify(ledger, code)

    with pytest.raises(JixiaoError, match=message):
        ledger.move(
            code,
            "决定",
            by="丙",
            at=datetime(2026, 3, 20),
            outcome=outcome,
            spared=spared,
        )


def many_decided(ledger: CaseLedger, outcomes: list[Outcome]) -> None:
    for n, outcome in enumerate(outcomes):
        code = opened(ledger, Evidence("费用明细", f"c{n}", {}, 100, 50))
        ledger.move(code, "分派", by="甲", at=NINE)
        ledger.move(code, "决定", by="丙", at=NINE, outcome=outcome)


@drawn(one_of=4)
@pytest.mark.parametrize(
    ("outcomes", "trial"),
    [
        ([Outcome.PROVEN] * 9, Trial.SHADOW),
        ([Outcome.PROVEN] * 9 + [Outcome.DATA], Trial.LIVE),
        ([Outcome.PROVEN] * 8 + [Outcome.DATA] * 2, Trial.REVIEW),
        ([Outcome.PROVEN] * 40 + [Outcome.REASONABLE] * 3, Trial.REVIEW),
    ],
)
def test_a_rule_goes_live_by_what_was_decided(
    ledger: CaseLedger, outcomes: list[Outcome], trial: Trial
):
    many_decided(ledger, outcomes)

    record = ledger.rule_records()["CG01"]
    assert trial is record.trial
    assert len(outcomes) == record.decided
    assert outcomes.count(Outcome.PROVEN) == record.upheld


def test_of_what_a_rule_on_trial_found_nobody_is_told_unless_another_lets_it_go_out(
    ledger: CaseLedger,
):
    code = opened(ledger, LINE)
    ledger.move(code, "分派", by="甲", at=NINE)
    with pytest.raises(
        JixiaoError, match=r"CG01 还在试运行.*请另一人核对后办“准予告知”"
    ):
        ledger.move(code, "告知", by="乙", at=NINE)
    ledger.move(code, "准予告知", by="丙", at=NINE)
    with pytest.raises(JixiaoError, match="已经做过抽查（准予告知），不能再做初审"):
        ledger.move(code, "告知", by="丙", at=NINE)

    ledger.move(code, "告知", by="乙", at=NINE)
    assert "已告知" == ledger.case(code).state


def test_of_what_a_live_rule_found_an_institution_is_told_at_once(ledger: CaseLedger):
    many_decided(ledger, [Outcome.PROVEN] * 10)
    code = opened(ledger, LINE)
    ledger.move(code, "分派", by="甲", at=NINE)
    ledger.move(code, "告知", by="乙", at=NINE)

    assert "已告知" == ledger.case(code).state


def test_a_bureau_may_tell_of_a_rule_on_trial_by_its_own_procedure(tmp_path: Path):
    path = tmp_path / "own.toml"
    text = BASE.read_text("utf-8")
    path.write_text(text.replace("enforced      = true", "enforced = false"), "utf-8")

    with open_ledger(tmp_path / "cases.db", load_procedure(path)) as ledger:
        code = opened(ledger, LINE)
        ledger.move(code, "分派", by="甲", at=NINE)
        ledger.move(code, "告知", by="乙", at=NINE)
        assert "已告知" == ledger.case(code).state


def test_each_engine_goes_its_own_way(ledger: CaseLedger):
    code = ledger.open_case(
        engine="tip", rule="举报", title="举报", subject="H1", by="甲", at=NINE,
        evidence=[Evidence("举报", "T1", {}, 0, 0)],
    )  # fmt: skip
    assert code
    ledger.move(code, "受理", by="甲", at=NINE)
    ledger.move(code, "办结", by="乙", at=datetime(2026, 3, 20), outcome=Outcome.PROVEN)
    ledger.move(code, "奖励决定", by="丙", at=datetime(2026, 12, 31, 9))

    case = ledger.case(code)
    assert ("待领取", [("领取", date(2027, 2, 28))]) == (
        case.state,
        [(each.name, each.last_day) for each in case.due],
    )
