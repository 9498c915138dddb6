"""What target tables promise of paying by disease is measured from its results, or says what is missing."""

from pathlib import Path

import pytest

from jixiao.cli.main import main
from jixiao.fund.intake import load
from tests.conftest import SEEDS
from tests.fund.payment.county import write
from tests.fund.payment.paid import own_county

pytestmark = pytest.mark.slow

TARGETS = """\
2026年部门项目支出预算绩效目标表

项目名称 支付方式改革
主管部门 某市医疗保障局 实施单位 某市医疗保障局

1、产出指标 数量指标 开展DIP支付方式改革试点数 ≥2个
1、产出指标 质量指标 按病种分值付费病例入组率 ≥95%
1、产出指标 质量指标 医保结算清单上传及时率 ≥95%
1、产出指标 质量指标 按病种分值付费医疗机构覆盖率 ≥90%
1、产出指标 时效指标 DRG试点模拟运行时间 2026年12月底前
1、产出指标 数量指标 病种赋分论证会 ≥2次
"""
PILOTS = [
    ("甲市", "DIP", "2021-03-01", "2021-10-01"),
    ("乙市", "DIP", "2021-05-01", "2021-11-01"),
    ("丙市", "DRG", "2021-11-20", ""),
]
_NAMES = ("pilot_area", "pay_method", "simulated_on", "paid_on")


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """A county that has paid a year, with its ledger of pilots."""
    folder = own_county(tmp_path)
    rows = (dict(zip(_NAMES, row, strict=True)) for row in PILOTS)
    load(write(tmp_path / "PAY_PILOT.csv", rows), folder)
    return folder


def measured(capsys, county: Path, targets: Path, year: int) -> str:
    """Return what is told of each promise."""
    capsys.readouterr()
    main(["measure", str(county), "--targets", str(targets), "--year", str(year)])
    return capsys.readouterr().out


def test_promises_are_measured_from_what_paying_left(
    county: Path, capsys, tmp_path: Path
):
    (tmp_path / "targets.txt").write_text(TARGETS, "utf-8")

    output = measured(capsys, county, tmp_path / "targets.txt", 2026)
    for promise, actual in (
        ("［达到］ 开展DIP支付方式改革试点数", "按病种分值付费的试点 2 个"),
        ("［达到］ 按病种分值付费病例入组率", "出院病例 35 例，入组 34 例"),
        ("［无数］ 医保结算清单上传及时率", "没有收结算清单基本信息表（SETL_LIST_D）"),
        ("［达到］ 按病种分值付费医疗机构覆盖率", "按病种分值清算 2 家"),
        ("［达到］ DRG试点模拟运行时间", "实际 2021-11-20"),
        ("［人工］ 病种赋分论证会", "由人填写并附依据"),
    ):
        assert actual in output[output.index(promise) :].split("［")[1], promise


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not here")
def test_what_a_real_table_promises_of_these_things_is_measured(county: Path, capsys):
    output = measured(capsys, county, next(SEEDS.glob("000_*.txt")), 2021)

    assert "［达到］ 在市级试点开展DIP支付方式改革" in output
    assert "按病种分值付费的试点 2 个" in output
    assert "［达到］ DRG试点进展模拟运行时间" in output
    assert "实际 2021-11-20" in output
