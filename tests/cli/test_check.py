"""`jixiao check`, `checks` and `explain` as a reviewer runs them."""

import json
from pathlib import Path

import pytest

from jixiao.checks import library
from jixiao.cli.main import main
from tests.spec_document import document

FAULTY = document([("funding", [{"年度资金总额": "284", "财政拨款": "142", "其他资金": "140"}])])


def test_findings_show_place_sum_rule_and_what_to_do(write, capsys):
    assert 1 == main(["check", str(write(FAULTY)), "--only", "ar01"])

    shown = capsys.readouterr().out
    for words in (
        "错误 AR01",
        "284万元",
        "282万元",
        "第 9、10、11 行",
        "核对年度的资金总额",
        "财预〔2015〕88号",
    ):
        assert words in shown
    assert "1 个错误，0 个警告，0 条建议" in shown


def test_a_report_is_the_exchange_format(write, capsys):
    assert 1 == main(["check", str(write(FAULTY)), "--json", "--only", "AR01"])

    report = json.loads(capsys.readouterr().out)
    (finding,) = report["documents"][0]["findings"]
    assert ("jixiao.report/1", {"error": 1, "warning": 0, "advice": 0}) == (
        report["schema"],
        report["summary"],
    )
    assert ("AR01", "error", "funding.annual.total", "2") == (
        finding["code"], finding["severity"], finding["place"], finding["facts"]["gap"],
    )  # fmt: skip
    assert finding["evidence"][0]["lines"] == [9, 9]


def test_skipped_checks_are_not_asked(write, capsys):
    codes = ",".join(library())

    assert 0 == main(["check", str(write(FAULTY)), "--skip", codes])
    assert "没有发现" in capsys.readouterr().out


def test_one_bad_file_never_stops_the_others(write, tmp_path: Path, capsys):
    assert 2 == main(["check", str(tmp_path / "none.txt"), str(write(FAULTY))])

    printed = capsys.readouterr()
    assert "未读：" in printed.err
    assert "AR01" in printed.out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check"], "请给出要审核的文件"),
        (["check", "x", "--only", "ZZ99"], "ZZ99"),
        (["explain", "ZZ99"], "没有代码"),
    ],
)
def test_misuse_is_explained(arguments: list[str], told: str, capsys):
    assert 2 == main(arguments)
    assert told in capsys.readouterr().err


def test_the_catalogue_lists_and_explains_every_check(capsys):
    assert 0 == main(["checks"])
    assert all(code in capsys.readouterr().out for code in ["AR01"])

    assert 0 == main(["checks", "--json"])
    assert set(library()) == {entry["code"] for entry in json.loads(capsys.readouterr().out)}

    assert 0 == main(["explain", "ar01"])
    assert "# AR01" in capsys.readouterr().out
