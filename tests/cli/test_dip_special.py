"""A case judged alone: applied for, drawn for, voted on, answered, and paid by its cost."""

import json
from pathlib import Path

import pytest
from docx import Document

from jixiao.cli.main import main
from tests.fund.payment.county import load_county

PARAMETERS = """
[set]
code = "mine"
title = "某县"
extends = "sample"

[[parameter]]
key = "dip.special_cap"
value = 0.05
since = 2020-01-01
standing = "市县"
basis = "某县"
"""
EXPERTS = "expert,specialty,hospital\n甲,心内,H2\n乙,心内,H1\n丙,心外,H3\n丁,重症,\n戊,影像,\n"


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("special")
    county = load_county(folder)
    (folder / "parameters").mkdir()
    (folder / "parameters" / "mine.toml").write_text(PARAMETERS, "utf-8")
    (folder / "experts.csv").write_text(EXPERTS, "utf-8")
    for words in (
        "catalogue {} --years 2024-2026",
        "points {} --year 2026",
        "group {} --year 2026",
    ):
        main(["dip", *words.format(county).split()])
    return county


def dip(county: Path, words: str) -> int:
    folder = county.parent
    filled = words.format(county=county, ledger=folder / "cases.db", folder=folder)
    return main(["dip", *filled.split()])


def settled(county: Path, capsys) -> dict[str, int]:
    capsys.readouterr()
    dip(county, "settle {county} --year 2026 --json")
    year = json.loads(capsys.readouterr().out)
    assert 30_000_000 == sum(each["share"] for each in year["hospitals"])
    return {each["code"]: each["points"] for each in year["hospitals"]}


LOCAL_SET = "--set mine --parameters {folder}/parameters"
APPLY = "special apply {county} {ledger} HIGH --year 2026 --reason 费用超高 --why 并发多 --by 病案室"


@pytest.mark.slow
def test_a_case_is_judged_alone_from_application_to_clearing(county: Path, capsys):
    before = settled(county, capsys)
    assert 0 == dip(county, f"special eligible {{county}} --year 2026 {LOCAL_SET}")
    output = capsys.readouterr().out
    assert "限额 1 例" in output
    assert "HIGH　H2　I21.0:36.0700" in output
    assert 2 == dip(county, APPLY.replace("费用超高", "说不清"))
    assert 2 == dip(county, APPLY.replace("HIGH", "NONE"))
    assert 0 == dip(county, APPLY)
    code = capsys.readouterr().out.split()[-1]
    assert 2 == dip(county, APPLY), "nobody applies twice"

    draw = f"special draw {{ledger}} {code} --experts {{folder}}/experts.csv --by 经办"
    assert 2 == dip(county, draw), "it was not accepted yet"
    ledger = str(county.parent / "cases.db")
    assert 2 == main(["cases", "move", ledger, code, "受理", "--by", "病案室"])
    assert 0 == main(["cases", "move", ledger, code, "受理", "--by", "经办"])
    assert 2 == dip(county, f"{draw} --count 5"), "one of five is of the own hospital"
    assert 2 == dip(county, f"{draw} --count 2")
    assert 0 == dip(county, draw)
    drawn = capsys.readouterr().out.split("：")[-1].strip().split("、")
    assert "甲" not in drawn
    assert 3 == len(drawn)

    decide = f"special decide {{ledger}} {code} --by 科长 --to {{folder}}/letters"
    vote = f"special vote {{ledger}} {code} --why 看过病历"
    assert 2 == dip(county, f"{vote} --opinion 同意 --by 甲")
    assert 0 == dip(county, f"{vote} --opinion 不同意 --by {drawn[0]}")
    assert 2 == dip(county, f"{vote} --opinion 同意 --by {drawn[0]}")
    assert 2 == dip(county, decide), "not all have voted"
    for name in drawn[1:]:
        assert 0 == dip(county, f"{vote} --opinion 同意 --by {name}")
    assert 2 == dip(county, decide.replace("科长", "经办")), (
        "who accepted it does not decide"
    )
    assert 0 == dip(county, decide)
    letter = Document(str(county.parent / "letters" / f"{code}-特例单议答复.docx"))
    text = "\n".join(paragraph.text for paragraph in letter.paragraphs)
    assert "同意，按费用计分" in text
    assert not [name for name in drawn if name in text]

    capsys.readouterr()
    assert 0 == dip(county, "special counts {ledger} --year 2026")
    assert "H2　申请 1　已定 1　通过 1　费用 90,000.00 元" in capsys.readouterr().out
    assert 2 == dip(county, "special keep {county} {ledger} --year 2026"), (
        "above 5 in 1000"
    )
    assert 0 == dip(
        county, f"special keep {{county}} {{ledger}} --year 2026 {LOCAL_SET}"
    )
    after = settled(county, capsys)
    assert after["H2"] > before["H2"]
    assert after["H1"] == before["H1"]
    assert 0 == dip(county, "statement {county} H2 --year 2026"), (
        "its rows give it again"
    )
