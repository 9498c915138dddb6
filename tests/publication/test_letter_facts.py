"""What letters are told of cases of each engine, and what they leave out."""

from datetime import datetime
from pathlib import Path

import pytest

from jixiao.fund.cases import Case, Evidence, open_ledger
from jixiao.publication.letter_facts import basis_of, facts_of, letters_of, lines_of
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
    assert "贵了。增减主要来自：H1 普通住院" == facts_of(case)["reason"]
    assert [("1", "H1 普通住院", 9000)] == [
        (line.reference, line.text, line.fund) for line in lines_of(case)
    ]


def test_a_list_of_persons_goes_without_its_rows(tmp_path: Path):
    person = Evidence("RL01", "****0001", {"说明": "负担 3 万"}, 0, 0)
    case = case_of(tmp_path, "relief", "RL01", person)

    assert [] == lines_of(case)
    assert "国办发〔2021〕42号" in basis_of(case) or "因病致贫" in basis_of(case)


@pytest.mark.parametrize("engine", ["relief", "prepayment"])
def test_letters_are_written_of_what_a_case_tells(tmp_path: Path, engine: str):
    row = Evidence("预付", "2026/390/H1", {"说明": "一个月"}, 0, 9000)
    case = case_of(tmp_path, engine, "RL01", row)
    facts = {"answer_by": "〔日期〕", "month": "2026-06", "reason": "无"}
    told = facts | {name: fact for name, fact in facts_of(case).items() if fact}

    for kind in letters_of(case):
        needed = {name: told[name] for name in letter_kinds()[kind].needs}
        letter = Letter(
            kind, "1", NINE.date(), "收", "发", "依据", needed, lines_of(case)
        )
        assert letter_docx(letter).startswith(b"PK")
