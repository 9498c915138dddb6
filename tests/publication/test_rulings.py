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
    [("indicators", [
        {"二级指标": "质量指标", "三级指标": "合格率", "指标值": "95%"},
        {"二级指标": "服务对象满意度指标", "三级指标": "满意度", "指标值": "≥82%"},
    ])]
)  # fmt: skip


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
    after = report(tmp_path, '[[silence]]\ncode = "VA13"\nproject = "医保宣传"\nreason = "沿用"')

    assert "VA13" in codes(before.findings)
    assert "VA13" not in codes(after.findings)
    assert [("VA13", "沿用")] == [(item.finding.code, item.reason) for item in after.silenced]
    assert len(before.findings) == len(after.findings) + len(after.silenced)


def test_another_project_is_not_silenced(tmp_path: Path):
    found = report(tmp_path, '[[silence]]\ncode = "VA13"\nproject = "别的"\nreason = "沿用"')

    assert "VA13" in codes(found.findings)
    assert () == found.silenced


def test_a_limit_is_taken(tmp_path: Path):
    assert "VA11" not in codes(report(tmp_path).findings)
    assert "VA11" in codes(report(tmp_path, "[limits.VA11]\nlowest = 85").findings)


def test_the_nearest_file_up_to_the_folder_given_rules(tmp_path: Path):
    inner = tmp_path / "外" / "内"
    inner.mkdir(parents=True)
    (tmp_path / "外" / "jixiao.toml").write_text("[limits.VA11]\nlowest = 85.5", "utf-8")

    assert {"lowest": Decimal("85.5")} == rulings_for(inner / "表.txt", tmp_path).limits["VA11"]
    assert {} == rulings_for(inner / "表.txt", inner).limits


@pytest.mark.parametrize(
    ("ruling", "told"),
    [
        ('silence = "VA13"', r"写作 \[\[silence\]\]"),
        ('[[silence]]\ncode = "VA13"', "应写明 code 和 reason"),
        ('[[silence]]\ncode = "VA13"\nreason = " "', "应写明 code 和 reason"),
        ('[[silence]]\ncode = "ZZ99"\nreason = "沿用"', "ZZ99 不是检查的代码"),
        ("[limits.VA11]\nleast = 3", "可设：lowest、highest"),
        ('[limits.VA11]\nlowest = "低"', "应像 80 那样写"),
        ("[limits.AR01]\nleast = 3", "没有可设的限"),
        ("mute = 1", "mute 不是已知的项"),
        ("= 1", "不是有效的 TOML"),
    ],
)
def test_a_faulty_file_is_explained(tmp_path: Path, ruling: str, told: str):
    (tmp_path / "jixiao.toml").write_text(ruling, "utf-8")

    with pytest.raises(JixiaoError, match=told):
        rulings_for(tmp_path / "表.txt", tmp_path)
