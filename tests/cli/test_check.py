"""`jixiao check`, `checks` and `explain` as a reviewer runs them."""

import json
from pathlib import Path

import pytest

from jixiao.checks import library
from jixiao.cli.main import main
from tests.spec_document import document

FAULTY = document(
    [("funding", [{"年度资金总额": "284", "财政拨款": "142", "其他资金": "140"}])]
)


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
        finding["code"],
        finding["severity"],
        finding["place"],
        finding["facts"]["gap"],
    )
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
    ("arguments", "message"),
    [
        (["check"], "请给出要审核的文件"),
        (["check", "x", "--only", "ZZ99"], "ZZ99"),
        (["explain", "ZZ99"], "没有代码"),
    ],
)
def test_misuse_is_explained(arguments: list[str], message: str, capsys):
    assert 2 == main(arguments)
    assert message in capsys.readouterr().err


def test_the_catalogue_lists_and_explains_every_check(capsys):
    assert 0 == main(["checks"])
    assert all(code in capsys.readouterr().out for code in ["AR01"])

    assert 0 == main(["checks", "--json"])
    assert set(library()) == {
        entry["code"] for entry in json.loads(capsys.readouterr().out)
    }

    assert 0 == main(["explain", "ar01"])
    assert "# AR01" in capsys.readouterr().out


def test_last_year_and_other_bureaus_are_set_beside(tmp_path: Path, capsys):
    def write(name: str, fields: dict[str, str], stated: str) -> str:
        row = {"二级指标": "质量指标", "三级指标": "监督检查覆盖率", "指标值": stated}
        path = tmp_path / name
        path.write_text(
            document([("fields", [fields]), ("indicators", [row])]), "utf-8"
        )
        return str(path)

    now = write("今年.txt", {}, "≥50%")
    before = write("上年.txt", {"年度": "2025"}, "100%")
    for number in range(8):
        write(
            f"他市{number}.txt",
            {"主管部门": f"{number}市医疗保障局"},
            f"≥{90 + number}%",
        )

    assert 0 == main(["check", now, "--only", "PR01,PR04"])
    assert "未能检查" in capsys.readouterr().out
    beside = ["--previous", before]
    for number in range(8):
        beside += ["--peers", str(tmp_path / f"他市{number}.txt")]
    assert 1 == main(["check", now, "--only", "PR01,PR04", *beside])

    shown = capsys.readouterr().out
    assert "上年 100%，今年 ≥50%" in shown
    assert "8 个单位" in shown


def test_what_cannot_be_checked_is_listed_by_reason(write, capsys):
    main(["check", str(write(FAULTY)), "--only", "PR01,PR02,PR04,BU01"])

    shown = capsys.readouterr().out
    assert "未能检查——没有给出上年的文件（--previous）：PR01、PR02" in shown
    assert "未能检查——没有给出其他单位的文件（--peers）：PR04" in shown


def test_a_missing_file_of_last_year_is_told(write, capsys):
    assert 2 == main(["check", str(write(FAULTY)), "--previous", "没有.txt"])

    assert "没有.txt" in capsys.readouterr().err


def test_a_file_named_twice_is_judged_once(write, capsys):
    path = write(FAULTY)

    assert 1 == main(["check", str(path), str(path.parent), "--only", "AR01"])
    assert "共 1 个文件" in capsys.readouterr().out
