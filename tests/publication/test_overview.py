"""Many documents at a glance: units and causes, the gravest and dearest first."""

from decimal import Decimal
from pathlib import Path

from jixiao.checks import library
from jixiao.findings import Severity
from jixiao.publication import judge_documents
from jixiao.publication.overview import by_cause, by_document, by_unit
from tests.publication.writers.test_html import table


def _judged(tmp_path: Path):
    for number, amount in enumerate(("10", "11", "2000")):
        text = table("培训", amount).replace("甲市", f"{number}市")
        (tmp_path / f"{number}.txt").write_text(text, "utf-8")
    return judge_documents([tmp_path], library().values())[0]


def test_a_unit_with_errors_and_more_money_comes_first(tmp_path: Path):
    units = by_unit(_judged(tmp_path))

    assert ["2市医疗保障局", "1市医疗保障局"] == [unit.name for unit in units[:2]]
    assert Decimal(2000) == units[0].ten_thousands
    assert Severity.ERROR is units[0].gravest


def test_a_cause_counts_its_documents_and_their_money(tmp_path: Path):
    (sums,) = [cause for cause in by_cause(_judged(tmp_path)) if "AR01" in cause.name]

    assert [1, 2] == sums.numbers
    assert Decimal(2011) == sums.ten_thousands


def test_documents_stand_by_what_hangs_on_them_and_sound_ones_last(tmp_path: Path):
    documents = by_document(_judged(tmp_path))

    assert ["2.txt", "1.txt", "0.txt"] == [each.name for each in documents]


def test_a_budget_that_is_wrong_puts_the_departments_money_at_stake(tmp_path: Path):
    (tmp_path / "预算.txt").write_text(BUDGET, "utf-8")

    judged, _ = judge_documents([tmp_path], [library()["NA23"]])

    assert [Decimal(900)] == [each.ten_thousands for each in by_document(judged)]


def test_mixed_up_units_do_not_put_a_unit_first(tmp_path: Path):
    text = table("培训", "2000")
    mixed = text.replace("2000", "240000").replace("甲市", "乙市")
    cost = "成本指标\t宣传总成本\t≤24万元\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    (tmp_path / "b.txt").write_text(mixed + f"产出指标\t{cost}", "utf-8")

    documents = by_document(judge_documents([tmp_path], library().values())[0])

    assert Decimal(2000) in [each.ten_thousands for each in documents]
    assert Decimal(240_000) not in [each.ten_thousands for each in documents]


BUDGET = """示例县医疗保障局2026年部门预算
部门收支总表
单位：万元
收入\t支出
项目\t预算数\t项目\t预算数
一、财政拨款收入\t900.00\t一、行政支出\t900.00
收入总计\t900.00\t支出总计\t900.00
政府性基金预算支出表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计
第三部分 2026年部门预算情况说明
一、政府采购情况
政府采购预算总额60.00万元，其中：政府采购货物预算10.00万元，政府采购工程预算20.00万元，政府采购服务预算25.00万元。
"""
