"""Many documents at a glance: units and causes, the gravest and dearest first."""

from decimal import Decimal
from pathlib import Path

from jixiao.checks import library
from jixiao.findings import Severity
from jixiao.publication import judge_documents
from jixiao.publication.overview import by_cause, by_unit
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
