from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from jixiao.errors import UnreadableFile
from jixiao.fund.benefits import load_policies
from jixiao.fund.records.reconciliation import Part, Reconciliation
from jixiao.fund.resettling.balance import Balance
from jixiao.fund.resettling.differences import Cause, Example
from jixiao.fund.resettling.groups import Group
from jixiao.publication import write_settlement
from jixiao.publication.writers.settlement_page import render
from tests.fund.settlements import QUIET

SAMPLE = load_policies()["sample_2024"]
HALF = load_policies()["sample_2024_half_start"]


def test_a_year_that_agrees_says_so():
    page = render(QUIET, SAMPLE)

    assert "每一笔都与已付的一分不差" in page
    assert "1,234.56" in page
    assert "对基金结余的影响" not in page
    assert "公务员医疗补助资金" not in page, "layers that nobody pays are left out"


def test_groups_of_few_persons_are_not_shown_alone():
    few = Group("level", "三级", 8, 4, 4, 777_700, 777_800)
    others = [
        Group("level", name, 50, n, 4, 100, 300)
        for name, n in (("二级", 40), ("一级", 50))
    ]
    page = render(replace(QUIET, groups=(few, *others)), SAMPLE)

    assert "7,777.00" not in page
    assert "三级、二级" in page
    assert "至多 44" in page
    assert "7,778.00" in page
    assert "以防推知是谁" in page


def test_a_balance_that_cannot_be_computed_is_said_plainly():
    assert "没有收基金收支月表（FUND_MONTH_D），算不出" in render(QUIET, SAMPLE, HALF)
    other = replace(QUIET, balance=Balance((), {"maf_pay": 500}))
    assert "没有这些结算的年度和险种" in render(other, SAMPLE, HALF)
    assert "医疗救助基金多付 5.00 元" in render(other, SAMPLE, HALF)


def test_cancellations_that_do_not_fit_are_told():
    whole = Part("", 3, 0, 0)
    parts = (
        *QUIET.reconciliation.parts,
        Part("cancelled", 1, 900, 0),
        Part("cancellation", 1, -800, 0),
    )

    page = render(
        replace(QUIET, reconciliation=Reconciliation(whole, parts, 0)), SAMPLE
    )
    assert "相差 1.00 元，请核对" in page
    page = render(
        replace(QUIET, reconciliation=Reconciliation(whole, parts, 2)), SAMPLE
    )
    assert "2 行撤销记录找不到所撤销的结算" in page


def test_what_was_loaded_cannot_become_markup():
    example = Example("<script>1", "****", date(2025, 1, 1), 1, 2)
    page = render(replace(QUIET, causes=(Cause("limit", 1, 1, 1, (example,)),)), SAMPLE)

    assert "&lt;script&gt;1" in page
    assert "<script" not in page


def test_a_page_that_cannot_be_written_says_so(tmp_path: Path):
    (tmp_path / "文件").write_text("不是文件夹", "utf-8")

    with pytest.raises(UnreadableFile, match="不能写入"):
        write_settlement(QUIET, tmp_path / "文件" / "页.html", SAMPLE)
