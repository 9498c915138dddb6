"""Measures add up over months and places, and agree with plain Python over the same rows."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from jixiao.fund.benefits import load_policies
from jixiao.fund.intake import load
from jixiao.fund.store.embedded import Embedded
from jixiao.fund.store.opening import open_engine
from jixiao.fund.synthesis import Bureau, shapes, synthesise
from jixiao.measures import Period, ValueKind, library
from jixiao.measures.measuring import Asked, Measured, prove, take

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
Rows = dict[str, list[dict[str, Any]]]
STAY = ("21", "22", "23", "24", "52")
POOR = ("7131", "7019", "7202")
ALL_POOR = (*POOR, "7203", "7204", "7205", "7201")
BASIC = ("310", "390")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedded]:
    folder = tmp_path_factory.mktemp("measures")
    bureau = Bureau(
        shapes()["county"], 900, range(2026, 2027), 23, [load_policies()["sample_2024"]]
    )
    synthesise(bureau, folder)
    for path in sorted((folder / "extracts").iterdir()):
        if "FEE_LIST" not in path.name:
            load(path, folder / "store")
    with open_engine(folder / "store") as opened:
        assert isinstance(opened, Embedded)
        yield opened


@pytest.fixture(scope="module")
def year(engine: Embedded) -> dict[str, Measured]:
    asked = [Asked(measure) for measure in library().values()]
    return {result.code: result for result in take(engine, asked, YEAR)}


@pytest.fixture(scope="module")
def rows(engine: Embedded) -> Rows:
    """Give what was loaded, without the settlements that were cancelled and what cancelled them."""
    drawn = {
        name: engine.rows(f'SELECT * FROM "{name}"')
        for name in engine.tables
        if name.isupper()
    }
    gone = {row["init_setl_id"] for row in drawn["SETL_D"]}
    drawn["SETL_D"] = [
        row
        for row in drawn["SETL_D"]
        if row["setl_id"] not in gone
        and row["refd_setl_flag"] != "1"
        and row["setl_time"].year == 2026
    ]
    return drawn


_NOT_LOADED = ("没有收", "还没有用")
"""How the reason of a value that is not there begins, where nobody loaded its table or ran its engine."""
_MEASURED = 100


@pytest.mark.slow
def test_what_was_loaded_has_a_value_in_a_whole_county(year: dict[str, Measured]):
    without = {
        code
        for code, result in year.items()
        if result.why and not result.why.startswith(_NOT_LOADED)
    }

    assert {
        "BE17",
        "BE18",
        "BE34",
        "BE35",
        "EN11",
        "EN12",
        "EN14",
        "EN22",
        "FU06",
        "FU07",
        "IA04",
        "IA05",
        "IA06",
        "SE19",
        "SE20",
        "SU11",
        "SU12",
        "SU15",
        "SU16",
    } >= without
    assert sum(not result.why for result in year.values()) >= _MEASURED


@pytest.mark.slow
def test_the_months_add_up_to_the_year(year: dict[str, Measured]):
    for result in year.values():
        assert result.above == sum(part.above for part in result.months)
        assert result.below == sum(part.below for part in result.months)
        assert result.rows == sum(part.rows for part in result.months)


@pytest.mark.slow
@pytest.mark.parametrize("code", sorted(library()))
def test_the_rows_of_a_proof_add_up_to_its_value_whatever_they_are_split_by(
    engine: Embedded, year: dict[str, Measured], code: str
):
    result = year[code]
    if not result.sql:
        assert result.why.startswith(_NOT_LOADED) or code == "BE10", result.why
        return

    proof_rows = engine.fetch(
        prove(engine, Asked(library()[code]), YEAR).rows
    ).to_pylist()

    places: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in proof_rows:
        places[row["place"] or ""][0] += row["above"]
        places[row["place"] or ""][1] += row["below"]
    above, below = (
        sum(p[0] for p in places.values()),
        sum(p[1] for p in places.values()),
    )
    assert (result.above, result.below, result.rows) == (above, below, len(proof_rows))
    if library()[code].kind is not ValueKind.LATEST:
        value = library()[code].value(above, below, len(result.months))
        assert result.value == (value if proof_rows else None)


@pytest.mark.slow
@pytest.mark.parametrize(
    "code",
    ["BE01", "BE06", "AS01", "AS05", "SE02", "AC02", "SP01", "SU04", "FU04", "EN05"],
)
def test_half_years_add_up_to_the_year(
    engine: Embedded, year: dict[str, Measured], code: str
):
    halves = [
        take(engine, [Asked(library()[code])], Period(first, last))[0]
        for first, last in (
            (YEAR.first, date(2026, 6, 30)),
            (date(2026, 7, 1), YEAR.last),
        )
    ]

    assert year[code].above == sum(half.above for half in halves)
    assert year[code].below == sum(half.below for half in halves)


def fen(amount: Decimal | None) -> int:
    return int((amount or 0) * 100)


def fund(row: dict[str, Any]) -> int:
    return fen(row["fund_pay_sumamt"])


def stays(rows: Rows) -> list[dict[str, Any]]:
    return [r for r in rows["SETL_D"] if r["med_type"] in STAY]


def identity(rows: Rows, row: dict[str, Any]) -> str:
    on = row["setl_time"].date()
    held = [
        p["psn_idet_type"]
        for p in rows["PSN_IDET_C"]
        if p["psn_no"] == row["psn_no"]
        and p["begntime"] <= on
        and (p["endtime"] or on) >= on
    ]
    return row["psn_idet_type"] or min(held, default="")


def assisted_stays(rows: Rows) -> tuple[int, int]:
    above = below = 0
    used: dict[str, int] = defaultdict(int)
    for row in sorted(rows["SETL_D"], key=lambda r: (r["setl_time"], r["setl_id"])):
        used[row["psn_no"]] += fen(row["maf_pay"])
        if (
            row["med_type"] in STAY
            and identity(rows, row) in POOR
            and used[row["psn_no"]] < 6_000_000
        ):
            paid = fen(row["maf_pay"])
            above += paid
            below += max(fen(row["inscp_amt"]) - fund(row) + paid, paid)
    return above, below


def insured(rows: Rows) -> set[str]:
    return {
        r["psn_no"]
        for r in rows["PSN_INSU_D"]
        if r["insutype"] in BASIC
        and r["begndate"] <= YEAR.last
        and (r["enddate"] or YEAR.last) >= YEAR.last
    }


def subsidised(rows: Rows) -> tuple[int, int]:
    first = YEAR.first
    held = {
        p["psn_no"]
        for p in rows["PSN_IDET_C"]
        if p["psn_idet_type"] in ALL_POOR
        and p["begntime"] <= first
        and (p["endtime"] or first) >= first
    }
    helped = {
        r["psn_no"]
        for r in rows["PSN_INSU_D"]
        if (r["subsidy"] or 0) > 0
        and (r["paid_on"] or r["begndate"]) >= first - timedelta(183)
    }
    return len(held & helped), len(held)


def layered(rows: Rows) -> tuple[int, int]:
    counted = [
        r
        for r in rows["SETL_D"]
        if fen(r["hifmi_pay"]) + fen(r["hifob_pay"]) + fen(r["maf_pay"]) > 0
    ]
    return sum(r["pay_loc"] != "1" for r in counted), len(counted)


def away(rows: Rows) -> tuple[int, int]:
    counted = [
        r for r in rows["SETL_D"] if r["insu_admdvs"][:4] != r["fix_blng_admdvs"][:4]
    ]
    return sum(r["pay_loc"] != "1" for r in counted), len(counted)


def inspected(rows: Rows) -> tuple[int, int]:
    home = {
        r["fixmedins_code"]
        for r in rows["FIXMEDINS_B"]
        if r["fix_blng_admdvs"] == "990101"
    }
    return len(home & {r["fixmedins_code"] for r in rows["INSPECTION"]}), len(home)


def content(rows: Rows) -> tuple[int, int]:
    answers = [r for r in rows["SATISFACTION"] if "满意" in r["question"]]
    return sum(r["score"] * 100 >= r["full_score"] * 80 for r in answers), len(answers)


def up(rows: Rows) -> tuple[int, int]:
    systems = {r["system"] for r in rows["INCIDENT"]}
    whole = len(systems) * 365 * 86_400
    seconds = {
        (r["system"], int(r["reported_at"].timestamp()) + n)
        for r in rows["INCIDENT"]
        if r["planned"] != "1"
        for n in range(int((r["restored_at"] - r["reported_at"]).total_seconds()))
    }
    return whole - len(seconds), whole


PLAIN: dict[str, Callable[[Rows], tuple[int, int]]] = {
    "BE01": lambda rows: (
        sum(fen(r["hifp_pay"]) for r in stays(rows)), sum(fen(r["inscp_amt"]) for r in stays(rows))
    ),
    "BE02": lambda rows: (sum(map(fund, stays(rows))), sum(fen(r["inscp_amt"]) for r in stays(rows))),
    "BE03": lambda rows: (
        sum(map(fund, stays(rows))), sum(fen(r["medfee_sumamt"]) for r in stays(rows))
    ),
    "AS01": lambda rows: (n := sum(fen(r["maf_pay"]) > 0 for r in rows["SETL_D"]), n),
    "AS03": assisted_stays,
    "EN01": lambda rows: (len(insured(rows)), len(insured(rows))),
    "EN03": subsidised,
    "SE01": layered,
    "SE02": away,
    "SU02": inspected,
    "SA01": content,
    "SY01": up,
    "AC03": lambda rows: (
        sum(int(r["passed"] or 0) for r in rows["ACTIVITY"] if r["kind"] == "培训"),
        sum(int(r["examined"] or 0) for r in rows["ACTIVITY"] if r["kind"] == "培训"),
    ),
    "SP03": lambda rows: (
        sum(r["paid_date"] <= r["due_date"] for r in rows["BUDGET_PAYMENT"]),
        len(rows["BUDGET_PAYMENT"]),
    ),
    "SE06": lambda rows: (
        sum(int(r["on_time"]) for r in rows["UPLOAD"]), sum(int(r["due"]) for r in rows["UPLOAD"])
    ),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("code", sorted(PLAIN))
def test_a_measure_agrees_with_plain_python(
    year: dict[str, Measured], rows: Rows, code: str
):
    result = year[code]

    assert PLAIN[code](rows) == (result.above, result.below)
