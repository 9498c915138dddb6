"""Every indicator gives what its page says, by what it is looked at."""

from collections.abc import Iterator
from datetime import date

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.outlook.indicator import (
    DIMENSIONS,
    Indicator,
    indicators,
    month_values,
)
from jixiao.fund.records import Records
from jixiao.fund.store.embedded import Embedded
from jixiao.fund.store.opening import open_scratch
from jixiao.period import Period
from tests.drawn import drawn, few
from tests.measure_page import load_example, period
from tests.spec_page import Example, Rows, read_page

ENTRIES = list(indicators().values())
EXAMPLES = [(entry, example) for entry in ENTRIES for example in read_page(entry.page)]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedded]:
    with open_scratch(tmp_path_factory.mktemp("pages")) as opened:
        yield opened


def given(engine: Embedded, entry: Indicator, example: Example) -> Rows:
    load_example(engine, example)
    values = month_values(entry, entry.prove(Records(engine, period(example))))
    return [
        {
            "month": f"{value.month:%Y-%m}",
            "value": "" if value.value is None else f"{float(value.value):.2f}",
            "above": str(value.above),
            "below": str(value.below),
        }
        for value in values
    ]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_a_page_gives_a_value_and_none(entry: Indicator):
    examples = list(read_page(entry.page))

    assert any(example.finds for example in examples)
    assert any(not example.finds for example in examples)
    assert entry.page.read_text("utf-8").startswith(f"# {entry.code} {entry.title}\n")


@drawn(one_of=3)
@pytest.mark.parametrize(
    ("entry", "example"),
    few(EXAMPLES),
    ids=[f"{entry.code} {example.title}" for entry, example in few(EXAMPLES)],
)
def test_an_indicator_gives_what_its_page_says(
    engine: Embedded, entry: Indicator, example: Example
):
    rows = given(engine, entry, example)

    asked = list(example.finds[0]) if example.finds else ["month"]
    assert example.finds == [{name: row[name] for name in asked} for row in rows]


SETTLED = [
    {"setl_id": "1", "med_type": "21", "fixmedins_code": "H1", "hosp_lv": "05"},
    {"setl_id": "2", "med_type": "11", "fixmedins_code": "H1", "hosp_lv": "05"},
    {"setl_id": "3", "med_type": "21", "fixmedins_code": "H2", "insutype": "310"},
]


def of_settled(engine: Embedded) -> Records:
    rows = [row | {"medfee_sumamt": "10.01"} for row in SETTLED]
    names = dict.fromkeys(name for row in rows for name in row)
    blocks = [("SETL_D", [{n: row.get(n, "") for n in names} for row in rows])]
    for row in blocks[0][1]:
        row["insutype"] = row.get("insutype") or "390"
    load_example(engine, Example("", blocks, []))
    return Records(engine, Period(date(2026, 1, 1), date(2026, 12, 31)))


@drawn(one_of=2)
@pytest.mark.parametrize("by", few([*DIMENSIONS]))
def test_the_parts_of_a_total_add_up_to_it_whatever_it_is_looked_at_by(
    engine: Embedded, by: str
):
    fees = indicators()["OV02"]

    values = month_values(fees, fees.prove(of_settled(engine), by))

    assert 3003 == sum(value.above for value in values)


@pytest.mark.slow
def test_rows_are_narrowed_to_kinds_of_care(engine: Embedded):
    visits = indicators()["OV01"]
    proof = visits.prove(of_settled(engine), "institution", {"care": ["住院"]})

    assert {"H1": 1, "H2": 1} == {v.place: v.above for v in month_values(visits, proof)}


def test_what_an_indicator_cannot_be_looked_at_by_is_refused(engine: Embedded):
    records = of_settled(engine)
    with pytest.raises(JixiaoError, match=r"OM04.*不能按机构看；可按 scheme"):
        indicators()["OM04"].prove(records, "institution")
    with pytest.raises(JixiaoError, match="没有“hospital”"):
        indicators()["OV01"].prove(records, "hospital")
