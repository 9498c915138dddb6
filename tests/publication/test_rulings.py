from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.checks import library
from jixiao.errors import JixiaoError
from jixiao.findings import Finding
from jixiao.publication import judge_documents
from jixiao.publication.reports import DocumentReport
from jixiao.publication.rulings import rulings_for
from tests.spec_document import document

UNSIGNED = document(
    [
        (
            "indicators",
            [
                {"二级指标": "质量指标", "三级指标": "合格率", "指标值": "95%"},
                {
                    "二级指标": "服务对象满意度指标",
                    "三级指标": "满意度",
                    "指标值": "≥82%",
                },
            ],
        )
    ]
)


def report(folder: Path, ruling: str = "") -> DocumentReport:
    (folder / "表.txt").write_text(UNSIGNED, "utf-8")
    if ruling:
        (folder / "jixiao.toml").write_text(ruling, "utf-8")
    judged, failures = judge_documents([folder], library().values())
    assert [] == failures
    return judged[0].report


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def test_a_silenced_check_is_kept_with_its_reason(tmp_path: Path):
    before = report(tmp_path)
    after = report(
        tmp_path, '[[silence]]\ncode = "VA13"\nproject = "医保宣传"\nreason = "沿用"'
    )

    assert "VA13" in codes(before.findings)
    assert "VA13" not in codes(after.findings)
    assert [("VA13", "沿用")] == [
        (item.finding.code, item.reason) for item in after.silenced
    ]
    assert len(before.findings) == len(after.findings) + len(after.silenced)


def test_another_project_is_not_silenced(tmp_path: Path):
    reported = report(
        tmp_path, '[[silence]]\ncode = "VA13"\nproject = "别的"\nreason = "沿用"'
    )

    assert "VA13" in codes(reported.findings)
    assert () == reported.silenced


def test_a_limit_is_taken(tmp_path: Path):
    assert "VA11" not in codes(report(tmp_path).findings)
    assert "VA11" in codes(report(tmp_path, "[limits.VA11]\nlowest = 85").findings)


def test_the_nearest_file_up_to_the_folder_given_rules(tmp_path: Path):
    inner = tmp_path / "外" / "内"
    inner.mkdir(parents=True)
    (tmp_path / "外" / "jixiao.toml").write_text(
        "[limits.VA11]\nlowest = 85.5", "utf-8"
    )

    assert {"lowest": Decimal("85.5")} == rulings_for(
        inner / "表.txt", tmp_path
    ).limits["VA11"]
    assert {} == rulings_for(inner / "表.txt", inner).limits


def test_an_expenditure_standard_is_held_against_unit_costs(tmp_path: Path):
    row = {"二级指标": "成本指标", "三级指标": "培训费标准", "指标值": "500元/人天"}
    text = document([("indicators", [row])])
    ruling = '[[standard]]\nitem = "培训费"\nmost = 450\nunit = "元/人天"\nbasis = "某文"\nsince = 2020'
    (tmp_path / "表.txt").write_text(text, "utf-8")
    (without,), _ = judge_documents([tmp_path], library().values())
    (tmp_path / "jixiao.toml").write_text(ruling, "utf-8")
    (held,), _ = judge_documents([tmp_path], library().values())

    assert "VA16" not in codes(without.report.findings)
    assert "VA16" in codes(held.report.findings)


@pytest.mark.parametrize(
    ("ruling", "message"),
    [
        ('silence = "VA13"', r"写作 \[\[silence\]\]"),
        ('[[silence]]\ncode = "VA13"', "应写明 code 和 reason"),
        ('[[silence]]\ncode = "VA13"\nreason = " "', "应写明 code 和 reason"),
        ('[[silence]]\ncode = "ZZ99"\nreason = "沿用"', "ZZ99 不是检查的代码"),
        ("[limits.VA11]\nleast = 3", "可设：lowest、highest"),
        ('[limits.VA11]\nlowest = "低"', "应像 80 那样写"),
        ("[limits.AR01]\nleast = 3", "没有可设的限"),
        ("mute = 1", "mute 不是已知的项"),
        ("= 1", "第 1 行第 1 列写法不对"),
        ('[[standard]]\nitem = "培训费"', "每个 .* 应写明 item、most"),
        ("standard = 1", "每个 .* 应写明 item、most"),
        (
            '[[standard]]\nitem = "培训费"\nmost = 1\nunit = "人天"\nbasis = "某"\nsince = 2020',
            "单位“人天”应写作",
        ),
    ],
)
def test_a_faulty_file_is_explained(tmp_path: Path, ruling: str, message: str):
    (tmp_path / "jixiao.toml").write_text(ruling, "utf-8")

    with pytest.raises(JixiaoError, match=message):
        rulings_for(tmp_path / "表.txt", tmp_path)
