"""Records have the columns they declare, are asked for by name, and say what is missing."""

from datetime import date
from functools import cache

import ibis
import pytest

from jixiao.errors import FaultyEntry, JixiaoError
from jixiao.fund import kept_tables
from jixiao.fund.records import (
    Grain,
    NotLoaded,
    Record,
    Records,
    Unit,
    declared_records,
    record,
)
from jixiao.fund.store.embedded import Embedded
from jixiao.fund.tables import TYPES, tables
from jixiao.period import Period
from tests.drawn import drawn, few, wrong

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
TYPES_OF_UNITS = {
    Unit.FEN: "Int64", Unit.FLAG: "Boolean", Unit.DAY: "Date", Unit.TIME: "Timestamp",
    Unit.CODE: "String", Unit.TEXT: "String", Unit.PERSON: "String",
}  # fmt: skip


@cache
def engine_with(*codes: str) -> Embedded:
    """An engine with empty tables, the same one for the same tables."""
    engine = Embedded(ibis.duckdb.connect())
    for code in codes:
        columns = ", ".join(
            f"{c.name} {TYPES[c.type]}" for c in tables()[code].columns.values()
        )
        engine.run(f"CREATE TABLE {code} ({columns})")
    return engine


@pytest.fixture(scope="module")
def everything() -> Records:
    return Records(engine_with(*tables()), YEAR)


@pytest.mark.slow
def test_a_record_has_the_columns_it_declares_in_their_units(everything: Records):
    def is_as_declared(declared: Record) -> None:
        schema = everything.record(declared.name).schema()
        assert list(declared.columns) == list(schema.names)
        for name, column in declared.columns.items():
            wanted = TYPES_OF_UNITS.get(column.unit)
            assert wanted is None or wanted == type(schema[name]).__name__, name
        assert declared.title
        assert declared.clean.__doc__

    records = declared_records().values()
    assert records
    assert {} == wrong(records, is_as_declared, lambda declared: declared.name)


@drawn(one_of=4)
@pytest.mark.parametrize(
    "declared",
    few([d for d in declared_records().values() if d.inputs], one_of=12),
    ids=lambda entry: entry.name,
)
def test_what_only_may_be_there_need_not_be(declared: Record):
    needed: set[str] = set()
    asked = [declared.name]
    while asked:
        inputs = declared_records()[asked.pop()].inputs
        for name in (name for name, is_needed in inputs.items() if is_needed):
            if name.upper() in tables():
                needed.add(name.upper())
            elif name in declared_records():
                asked.append(name)
    records = Records(engine_with(*sorted(needed)), YEAR)
    if declared.name in ("births", "sexes", "outarea_lines"):
        assert not records.has(declared.name)
        return

    assert list(declared.columns) == list(records.record(declared.name).columns)


def test_records_are_given_by_the_names_of_parameters():
    records = Records(engine_with("INCIDENT"), YEAR)
    incidents, institutions = records.give({"incidents": True, "institutions": False})

    assert incidents is not None
    assert institutions is None
    with pytest.raises(
        NotLoaded, match="还没有定点医药机构信息表（FIXMEDINS_B）"
    ) as missing:
        records.give({"institutions": True})
    assert missing.value.why == "没有收定点医药机构信息表（FIXMEDINS_B）"


def test_a_table_that_was_not_kept_says_which_command_makes_it():
    records = Records(engine_with(), YEAR, kept=kept_tables())

    with pytest.raises(NotLoaded, match="请先运行 jixiao settle") as missing:
        records.record("resettled")
    assert missing.value.why == "还没有用 jixiao settle 重算过"


def test_what_nobody_declares_is_refused():
    with pytest.raises(FaultyEntry, match=r"没有叫 setl_d 的记录；可用 .*settlements"):
        Records(engine_with("SETL_D")).record("setl_d")


def test_a_record_of_a_period_wants_one():
    with pytest.raises(JixiaoError, match="记录 enrolments 要说明期间"):
        Records(engine_with("PSN_INSU_D")).record("enrolments")


def test_a_grain_of_a_column_that_is_not_there_is_refused():
    with pytest.raises(FaultyEntry, match="没有列 number"):
        record(title="x", grain=Grain("x", "number"), of="INCIDENT")(
            lambda incident: incident
        )


def test_every_record_can_be_asked_of_a_lake_that_lacks_columns():
    engine = Embedded(ibis.duckdb.connect())
    engine.run("CREATE TABLE INCIDENT AS SELECT 'a' AS incident_no, 'x' AS other")

    rows = Records(engine).record("systems")
    assert ("system",) == rows.columns


def test_a_kept_table_declares_the_columns_of_its_grain_and_sides():
    missing = {}
    for kept in kept_tables().values():
        named = [kept.grain.key, kept.grain.on, kept.grain.place]
        if kept.sides:
            named += [kept.sides.above, kept.sides.below, kept.sides.by]
        missing[kept.name] = [n for n in named if n and n not in kept.columns]

    assert missing
    assert {name: [] for name in missing} == missing
