"""What letters are told of cases of each engine, and what they leave out."""

from datetime import datetime
from pathlib import Path

import pytest

from jixiao.fund.cases import Case, Evidence, Outcome, open_ledger
from jixiao.fund.supervision.points_register import StaffDecision, open_decision
from jixiao.fund.supervision.practitioner_points import PointsDecision
from jixiao.publication.letter_facts import (
    addressee_of,
    basis_of,
    facts_of,
    letters_of,
    lines_of,
)
from jixiao.publication.letters import Letter, letter_docx, letter_kinds

NINE = datetime(2026, 7, 3, 9)
SIGNAL = {
    "月份": "2026-06",
    "何处": "H1",
    "自": "2026-05",
    "轻重": "预警",
    "说明": "贵了",
}


def case_of(folder: Path, engine: str, rule: str, *evidence: Evidence) -> Case:
    with open_ledger(folder / "cases.db") as ledger:
        code = ledger.open_case(
            engine=engine, rule=rule, title="过快", subject="示例医院", evidence=evidence, by="甲", at=NINE
        )  # fmt: skip
        assert code
        return ledger.case(code)


def test_a_warning_names_its_month_and_numbers_its_groups(tmp_path: Path):
    shown = Evidence("预警信号", "H1/2026-05/warning", SIGNAL, 0, 0)
    group = Evidence("增减来源", "GR01/H1/x", {"说明": "H1 普通住院"}, 0, 9000)
    case = case_of(tmp_path, "warning", "GR01", shown, group)

    assert "运行分析的通行做法" == basis_of(case)
    assert {"warning_letter", "warning_reminder", "warning_conclusion"} == {
        *letters_of(case)
    }
    assert "2026 年 6 月" == facts_of(case)["month"]
    assert facts_of(case)["reason"].startswith("贵了。")
    assert facts_of(case)["reason"].endswith("增减主要来自：H1 普通住院")
    assert [("1", "H1 普通住院", 9000)] == [
        (line.reference, line.text, line.fund) for line in lines_of(case)
    ]
    assert [] == lines_of(case, "warning_reminder")


def test_a_list_of_persons_goes_without_its_rows(tmp_path: Path):
    person = Evidence(
        "RL01", "****0001", {"月份": "2026-05", "说明": "负担 3 万"}, 0, 0
    )
    case = case_of(tmp_path, "relief", "RL01", person)

    assert [] == lines_of(case)
    facts = facts_of(case)
    assert ("2026 年 5 月", "1 人") == (facts["month"], facts["count"])
    assert "国办发〔2021〕42号" in basis_of(case) or "因病致贫" in basis_of(case)


@pytest.mark.parametrize("engine", ["relief", "prepayment"])
def test_letters_are_written_of_what_a_case_tells(tmp_path: Path, engine: str):
    row = Evidence("预付", "2026/390/H1", {"说明": "一个月"}, 0, 9000)
    case = case_of(tmp_path, engine, "RL01", row)
    facts = {
        "answer_by": "〔日期〕",
        "month": "2026-06",
        "reason": "无",
        "recovered": "无",
    }
    known_facts = facts | {name: fact for name, fact in facts_of(case).items() if fact}

    for kind in letters_of(case):
        needed = {name: known_facts[name] for name in letter_kinds()[kind].needs}
        letter = Letter(
            kind, "1", NINE.date(), "收", "发", "依据", needed, lines_of(case)
        )
        assert letter_docx(letter).startswith(b"PK")


def test_what_is_paid_back_is_what_was_recovered(tmp_path: Path):
    row = Evidence("预付", "2026/390/H1", {"说明": "一个月"}, 0, 9000)
    code = case_of(tmp_path, "prepayment", "prepayment/390", row).code
    steps = (("签协议", "甲"), ("同意拨付", "乙"), ("拨付", "丙"))
    with open_ledger(tmp_path / "cases.db") as ledger:
        for step, by in steps:
            ledger.move(code, step, by=by, at=NINE)
        ledger.move(code, "收回", by="丁", at=NINE, recovered=2000)
        facts = facts_of(ledger.case(code))

    assert ("90.00", "20.00", "70.00") == (
        facts["loss"], facts["recovered"], facts["left"],
    )  # fmt: skip


def test_what_came_of_a_list_is_its_effects_reason(tmp_path: Path):
    person = Evidence("RL02 名单", "000001", {"月份": "2026-05"}, 0, 0)
    code = case_of(tmp_path, "relief", "RL02", person).code
    steps = (("移交", "甲"), ("反馈", "乙"), ("重算", "甲"))
    with open_ledger(tmp_path / "cases.db") as ledger:
        for step, by in steps:
            ledger.move(code, step, by=by, at=NINE, text=f"{step}好了")
        facts = facts_of(ledger.case(code))

    assert ("重算好了", "1 户") == (facts["reason"], facts["count"])


def test_who_is_named_in_a_tip_learns_nothing_of_it(tmp_path: Path):
    tip_off = Evidence("举报", "J1", {"说明": "重复收费"}, 0, 0)
    case = case_of(tmp_path, "tip", "举报", tip_off)

    assert "举报人（举报编号 J1）" == addressee_of(case, "tip_accepted")
    assert "示例医院" == addressee_of(case, "recovery")
    assert ["J1"] == [line.reference for line in lines_of(case, "tip_accepted")]
    assert [] == lines_of(case, "recovery")
    assert "J1" not in facts_of(case)["matter"]
    assert "举报奖励办法" in basis_of(case, "tip_reward")
    assert "735" in basis_of(case, "recovery")
    assert "举报" not in facts_of(case)["matter"]


def test_a_planned_visit_is_no_fact_and_nothing_is_recovered_of_it(tmp_path: Path):
    planned = Evidence("检查计划", "2026 全覆盖 H1", {"说明": "检查计划"}, 0, 0)
    case = case_of(tmp_path, "inspection", "检查计划", planned)

    assert [] == lines_of(case, "conclusion")
    assert ("", "") == (facts_of(case)["found"], facts_of(case)["amount"])


def test_a_letter_of_points_tells_the_sum_of_the_year(tmp_path: Path):
    with open_ledger(tmp_path / "cases.db") as ledger:
        for number, points, months in (("一号", 5, None), ("二号", 4, 3)):
            code = open_decision(
                ledger, decision(number, points, months), by="甲", at=NINE
            )
            ledger.move(code, "告知", by="甲", at=NINE)
            facts = facts_of(ledger.case(code), ledger)
            ledger.move(code, "记分", by="乙", at=NINE, outcome=Outcome.PROVEN)

    assert ("4", "9") == (facts["points"], facts["sum"])
    assert "暂停支付资格至2026年10月3日前一日" == facts["consequence"]
    assert "2026年7月3日00时00分" == facts["since"]


def decision(number: str, points: int, months: int | None) -> StaffDecision:
    return StaffDecision(
        staff="D1",
        name="甲",
        place="H1",
        band="较重",
        responsibility="一般责任",
        decision=PointsDecision(number, NINE.date(), points, f"事实{number}", months),
    )


def test_an_institution_is_called_by_its_name_and_a_person_by_an_agreement(
    tmp_path: Path,
):
    row = Evidence("t", "k", {"产品": "惠民保"}, 0, 0)
    case = case_of(tmp_path / "a", "audit", "AD01", row)
    owed = case_of(tmp_path / "b", "credit", "催缴", row)
    insured = case_of(tmp_path / "c", "topup", "核对", row)

    assert "示例县医院（示例医院）" == addressee_of(
        case, "notice", {"示例医院": "示例县医院"}
    )
    assert "示例医院 号协议的签订人" == addressee_of(owed, "credit_reminder")
    assert "惠民保的承保公司" == addressee_of(insured, "topup_check")
    assert "先诊疗后付费协议" == basis_of(owed)


def test_letters_do_not_say_when_a_step_was_entered(tmp_path: Path):
    with open_ledger(tmp_path / "cases.db") as ledger:
        code = ledger.open_case(
            engine="audit", rule="AD01", title="过快", subject="示例医院",
            evidence=[Evidence("t", "k", {}, 0, 0)], by="甲", at=NINE,
        )  # fmt: skip
        assert code
        ledger.move(code, "分派", by="甲", at=NINE)
        ledger.move(
            code, "决定", by="乙", at=NINE, outcome=Outcome.PROVEN, text="核实了（2026-07-03 补录）"
        )  # fmt: skip
        assert "核实了" == facts_of(ledger.case(code))["reason"]
