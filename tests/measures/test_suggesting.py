"""Next year's values from the years before, with the reason."""

from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.fund.store.opening import open_engine
from jixiao.measures.suggesting import Suggestion, suggest
from tests.evaluation.tables import Row, table
from tests.measures.ledgers import PROJECT, a_bureau


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_bureau(tmp_path_factory.mktemp("suggesting") / "bureau", range(2024, 2027))


def suggested(store: Path, name: str, value: str, *peers: str) -> Suggestion:
    row: Row = ("产出指标", "数量指标", name, value, None)
    others = [table((*row[:3], said, None), project="别的单位") for said in peers]
    with open_engine(store) as engine:
        ((suggestion,),) = suggest(
            engine, [table(row, project=PROJECT)], 2027, peers=others
        )
    return suggestion


def test_a_trend_goes_on(store: Path):
    suggestion = suggested(store, "培训人次", "≥100人次")

    assert {
        2024: Decimal(120),
        2025: Decimal(132),
        2026: Decimal(144),
    } == suggestion.by_year
    assert (Decimal(132), Decimal(156)) == (suggestion.median, suggestion.value)
    assert "2025 年 132人次" in suggestion.reason


def test_a_rate_is_no_easier_than_the_middle_and_at_most_whole(store: Path):
    assert Decimal(90) == suggested(store, "培训合格率", "≥80%").value


def test_what_peers_promise_stands_in_the_reason(store: Path):
    suggestion = suggested(store, "培训合格率", "≥80%", "≥95%", "≥99%")

    assert [Decimal(95), Decimal(99)] == suggestion.peers
    assert "其他单位承诺 95 到 99，中位数 97" in suggestion.reason


@pytest.mark.slow
def test_from_one_year_its_value_is_suggested(tmp_path: Path):
    store = a_bureau(tmp_path / "bureau", range(2026, 2027))

    suggestion = suggested(store, "培训人次", "≥100人次", "≥900人次")

    assert Decimal(120) == suggestion.value
    assert "只有 2026 年的记录：120人次" in suggestion.reason
    assert "其他单位承诺 900 到 900" in suggestion.reason


@pytest.mark.parametrize(
    ("name", "value", "peer", "expected"),
    [
        ("追回医保基金", "≥10万元", "≥90万元", None),
        ("居民医保参保率", "≥90%", "≥97%", Decimal(97)),
    ],
)
def test_others_totals_say_nothing_of_ones_own(
    store: Path, name: str, value: str, peer: str, expected: Decimal | None
):
    assert expected == suggested(store, name, value, peer).value


def test_without_years_there_is_nothing_to_go_by(store: Path):
    suggestion = suggested(store, "追回医保基金", "≥10万元")

    assert (None, "前三年没有记录") == (suggestion.value, suggestion.reason)
