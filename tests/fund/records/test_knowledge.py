"""Points: superseded ones end, prefixes reach whole codes."""

from collections.abc import Iterator

import pytest

from jixiao.fund.records import Records
from jixiao.fund.records.stated import StatedRecords, make_stated, state
from jixiao.fund.store.embedded import Embedded
from jixiao.fund.store.opening import open_scratch
from tests.measure_page import select_rows


@pytest.fixture
def engine(tmp_path) -> Iterator[Embedded]:
    with open_scratch(tmp_path) as opened:
        yield opened


def test_a_point_ends_where_the_one_that_replaces_it_begins(engine: Embedded):
    points = [
        {"kp_id": "k1", "kind": "x", "hilist_code": "X01", "begndate": "2025-01-01", "replaced_by": "k2"},
        {"kp_id": "k2", "kind": "x", "hilist_code": "X01", "begndate": "2026-03-01"},
    ]  # fmt: skip
    engine.make("KB_POINT", select_rows("KB_POINT", points))

    rows = engine.fetch(Records(engine).record("knowledge_points")).to_pylist()

    ends = {row["kp_id"]: str(row["enddate"]) for row in rows}
    assert {"k1": "2026-02-28", "k2": "None"} == ends


@pytest.mark.parametrize(
    ("point", "reached"),
    [
        ({"hilist_code": "X0", "by_prefix": "1"}, ["X01", "X02"]),
        ({"hilist_code": "X0"}, []),
        ({"hilist_code": "X01"}, ["X01"]),
        ({"hilist_code": "X01", "by_prefix": "1"}, ["X01"]),
    ],
)
def test_only_what_is_a_prefix_reaches_longer_codes(
    engine: Embedded, point: dict[str, str], reached: list[str]
):
    for name in ("knowledge_points", "audited_lines"):
        make_stated(engine, name)
    state(
        engine,
        "knowledge_points",
        [point | {"kp_id": "k", "kind": "x", "begndate": "2025-01-01"}],
    )
    state(
        engine,
        "audited_lines",
        [{"bkkp_sn": code, "hilist_code": code} for code in ("X01", "X02", "Y01")],
    )

    rows = engine.fetch(StatedRecords(engine).record("coded_points")).to_pylist()

    assert reached == sorted(row["code"] for row in rows)
