"""A synthetic bureau: its extracts load whole, settle again to the fen, and hold what was planted."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.benefits import load_policies
from jixiao.fund.intake import load
from jixiao.fund.resettling.bills import check_bills
from jixiao.fund.resettling.resettlement import resettle
from jixiao.fund.store.opening import open_engine
from jixiao.fund.synthesis import PRINTED, Bureau, shapes, synthesise
from jixiao.fund.synthesis.drawing import draw_years
from jixiao.fund.synthesis.places import draw_places
from jixiao.fund.tables import tables

SAMPLE = [load_policies()["sample_2024"]]
SHAPE = shapes()["county"]
INSURED = 1500
RARE = msgspec.structs.replace(
    SHAPE,
    plants=msgspec.structs.replace(
        SHAPE.plants,
        wrong_sex=0.01,
        overlap=0.01,
        after_death=0.01,
        over_price=0.01,
        too_often=0.01,
    ),
    decoys=msgspec.structs.replace(SHAPE.decoys, twins=0.5, staged=0.01),
)
"""What is rare in a county, often enough to be seen among a few thousand."""


def bureau(
    insured: int = 2400, years: range = range(2026, 2027), **said: Any
) -> Bureau:
    return Bureau(RARE, insured, years, seed=7, policies=SAMPLE, **said)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("county")
    synthesise(bureau(INSURED, chunk=800), folder, dirty=True)
    return folder


@pytest.fixture(scope="module")
def ask(county: Path) -> Any:
    connection = duckdb.connect()
    for code in PRINTED:
        files = list((county / "extracts").glob(f"{code}*.parquet"))
        if files:
            connection.execute(
                f"CREATE VIEW {code} AS SELECT * FROM read_parquet({[str(f) for f in files]})"
            )
    connection.execute(
        f"CREATE TABLE planted AS SELECT * FROM '{county / 'answers' / 'planted.csv'}'"
    )
    return lambda sql: connection.execute(sql).fetchall()


def planted(ask: Any, what: str, column: str) -> set[str]:
    return {
        row[0] for row in ask(f"SELECT {column} FROM planted WHERE what = '{what}'")
    }


@pytest.fixture(scope="module")
def loaded(county: Path) -> Path:
    store = county / "store"
    for path in sorted((county / "extracts").iterdir()):
        outcome = load(path, store)
        assert (outcome.rejected, outcome.ignored) == (0, ()), path
    return store


@pytest.mark.slow
def test_settlements_are_taken_whole_and_settle_again_to_the_fen(county: Path):
    folder = county / "settled"
    settled_by = ("SETL_D", "MDTRT_D", "PSN_INSU_D", "FILING", "PSN_IDET_C")
    extracts = (county / "extracts").iterdir()
    for path in sorted(p for p in extracts if p.stem.split("-")[0] in settled_by):
        outcome = load(path, folder)
        assert (outcome.rejected, outcome.ignored) == (0, ())

    with open_engine(folder) as engine:
        resettlement = resettle(engine, SAMPLE)

    assert resettlement.claims > 3000
    assert resettlement.agreeing == resettlement.claims


@pytest.mark.slow
def test_every_extract_is_taken_whole_and_settles_again_to_the_fen(loaded: Path):
    with open_engine(loaded) as engine:
        resettlement = resettle(engine, SAMPLE)

    assert resettlement.claims > 3000
    assert resettlement.agreeing == resettlement.claims


@pytest.mark.slow
def test_the_tables_that_are_printed_are_there_and_known_to_the_fund(county: Path):
    written = {path.stem.split("-")[0] for path in (county / "extracts").iterdir()}

    assert written == PRINTED
    assert written <= set(tables())


@pytest.mark.slow
def test_the_same_bureau_gives_the_same_rows(tmp_path: Path):
    names = ["SETL_D-2026", "FEE_LIST_D-2026", "INSPECTION"]
    texts = []
    for folder in (tmp_path / "first", tmp_path / "second"):
        synthesise(bureau(insured=300), folder)
        files = [folder / "extracts" / f"{name}.parquet" for name in names]
        texts.append(
            [duckdb.sql(f"SELECT * FROM '{f}' ORDER BY ALL").fetchall() for f in files]
        )

    assert texts[0] == texts[1]


def test_what_is_drawn_depends_on_the_seed_and_not_on_the_chunk_before():
    places = draw_places(RARE, 600, 20_000, bureau(600).rng(0))
    years = range(2025, 2027)
    drawn, again = (
        list(draw_years(bureau(600, years, chunk=300), places)) for _ in range(2)
    )
    longer = list(draw_years(bureau(600, years, chunk=600), places))
    numbers = [
        list(year.tables["drawn_visits"]["id"].to_pylist())
        for year in (*drawn, *longer)
    ]

    assert [year.tables for year in drawn] == [year.tables for year in again]
    assert [(year.year, year.chunk, year.last) for year in drawn] == [
        (2025, 0, False),
        (2026, 0, True),
        (2025, 1, False),
        (2026, 1, True),
    ]
    assert not set(numbers[0]) & set(numbers[2])


def test_the_bills_are_the_sums_of_their_lines(ask: Any):
    wrong = ask(
        "SELECT s.setl_id FROM SETL_D s LEFT JOIN (SELECT setl_id, sum(det_item_fee_sumamt) AS a, "
        "sum(inscp_amt) AS b FROM FEE_LIST_D GROUP BY 1) f USING (setl_id) "
        "WHERE refd_setl_flag = '0' AND (medfee_sumamt, inscp_amt) IS DISTINCT FROM (a, b) "
        "AND setl_id NOT LIKE '%-1'"
    )

    assert wrong == []


def test_the_shape_is_that_of_the_bulletins(ask: Any):
    ((stays, cost, days),) = ask(
        "SELECT count(*), avg(medfee_sumamt), avg(ipt_days) FROM SETL_D JOIN MDTRT_D USING (mdtrt_id) "
        "WHERE SETL_D.med_type IN ('21', '24', '52') AND refd_setl_flag = '0'"
    )
    ((lines,),) = ask(
        "SELECT count(*) / count(DISTINCT mdtrt_id) FROM FEE_LIST_D WHERE med_type IN ('21', '24', '52')"
    )

    assert 0.18 < stays / INSURED < 0.27
    assert 6500 < cost < 9500
    assert 6.5 < days < 10
    assert 120 < lines < 180


def test_no_one_is_treated_before_birth_or_after_death_except_where_planted(ask: Any):
    late = ask(
        "SELECT m.mdtrt_id FROM MDTRT_D m JOIN (SELECT psn_no, min(die_date) AS died FROM MDTRT_D "
        "GROUP BY 1) USING (psn_no) WHERE m.begntime::DATE > died OR begntime::DATE < brdy"
    )

    assert {row[0] for row in late} == planted(ask, "after_death", "mdtrt_id")
    assert late


def test_duplicate_lines_are_the_planted_ones_and_their_decoys(ask: Any):
    copies = ask(
        "SELECT max(bkkp_sn), count(*) FROM FEE_LIST_D WHERE cnt > 0 GROUP BY mdtrt_id, hilist_code, "
        "fee_ocur_time, cnt, pric, det_item_fee_sumamt HAVING count(*) = 2"
    )
    twice = planted(ask, "duplicate", "bkkp_sn")
    wanted = (
        twice | planted(ask, "refund", "bkkp_sn") | planted(ask, "twins", "bkkp_sn")
    )
    back = {
        row[0] for row in ask("SELECT init_feedetl_sn FROM FEE_LIST_D WHERE cnt < 0")
    }

    assert {row[0] for row in copies} == wanted
    assert back == planted(ask, "refund", "bkkp_sn")
    assert twice


def test_stays_that_overlap_or_follow_closely_are_the_planted_ones_and_their_decoys(
    ask: Any,
):
    follows = ask(
        "WITH stays AS (SELECT *, lag(mdtrt_id) OVER w AS before, lag(endtime) OVER w AS left_at, "
        "lag(fixmedins_code) OVER w AS place, lag(dscg_maindiag_code) OVER w AS diagnosis FROM MDTRT_D "
        "WHERE ipt_days IS NOT NULL WINDOW w AS (PARTITION BY psn_no ORDER BY begntime)) "
        "SELECT mdtrt_id, begntime::DATE < left_at::DATE, date_diff('day', left_at, begntime) FROM stays "
        "WHERE begntime::DATE <= left_at::DATE + 10 "
    )
    overlapping = {row[0] for row in follows if row[1]}
    close = {row[0] for row in follows if not row[1]}
    decoys = ("chemotherapy", "staged", "transfer")

    assert overlapping == planted(ask, "overlap", "mdtrt_id")
    assert close == set().union(
        *(planted(ask, d, "mdtrt_id") for d in (*decoys, "split_stay"))
    )
    assert all(planted(ask, d, "mdtrt_id") for d in (*decoys, "split_stay", "overlap"))


def test_a_transfer_names_the_stay_before_it(ask: Any):
    moved = ask(
        "SELECT m.mdtrt_id, o.psn_no = m.psn_no AND o.endtime::DATE = m.begntime::DATE AND o.dscg_way = '2' "
        "FROM MDTRT_D m JOIN MDTRT_D o ON m.refl_old_mdtrt_id = o.mdtrt_id"
    )

    assert {row[0] for row in moved} == planted(ask, "transfer", "mdtrt_id")
    assert all(row[1] for row in moved)


def test_no_visit_falls_into_a_stay(ask: Any):
    inside = ask(
        "SELECT v.mdtrt_id FROM MDTRT_D v JOIN MDTRT_D s ON v.psn_no = s.psn_no AND "
        "s.ipt_days IS NOT NULL AND v.ipt_days IS NULL AND v.begntime::DATE BETWEEN "
        "s.begntime::DATE AND s.endtime::DATE"
    )

    assert {row[0] for row in inside} <= planted(ask, "after_death", "mdtrt_id")


def test_men_give_birth_only_where_planted(ask: Any):
    men = ask(
        "SELECT mdtrt_id FROM MDTRT_D WHERE gend = '1' AND dscg_maindiag_code LIKE 'O8%'"
    )

    assert {row[0] for row in men} == planted(ask, "wrong_sex", "mdtrt_id")
    assert men


def test_prices_above_the_limit_are_cut_except_where_planted(ask: Any):
    above = ask(
        "SELECT bkkp_sn FROM FEE_LIST_D WHERE pric > pric_uplmt_amt AND overlmt_selfpay = 0 "
        "AND fulamt_ownpay_amt = 0"
    )

    assert {row[0] for row in above} <= planted(ask, "over_price", "bkkp_sn")
    assert above


@pytest.mark.slow
def test_the_bills_agree_but_for_the_prices_that_were_not_cut(loaded: Path, ask: Any):
    with open_engine(loaded) as engine:
        bills = check_bills(engine)
        wrong = engine.rows(
            "SELECT setl_id, status FROM bills WHERE status IS NOT NULL"
        )
        lines = {
            row["bkkp_sn"] for row in engine.rows("SELECT bkkp_sn FROM bill_lines")
        }

    assert {row["status"] for row in wrong} == {"overlmt_selfpay"}
    assert lines <= planted(ask, "over_price", "bkkp_sn")
    assert bills.bills - bills.agreeing == len(wrong) == len(lines)


def test_beds_are_charged_no_oftener_than_days_except_where_planted(ask: Any):
    often = ask(
        "SELECT mdtrt_id FROM FEE_LIST_D JOIN MDTRT_D USING (mdtrt_id) WHERE med_chrgitm_type = '01' "
        "GROUP BY mdtrt_id, ipt_days HAVING sum(cnt) > ipt_days"
    )

    assert {row[0] for row in often} == planted(ask, "too_often", "mdtrt_id")
    assert often


def test_hanging_beds_have_next_to_nothing_but_the_bed(ask: Any):
    bare = ask(
        "SELECT mdtrt_id FROM FEE_LIST_D JOIN MDTRT_D USING (mdtrt_id) WHERE ipt_days >= 8 "
        "GROUP BY mdtrt_id HAVING count(*) FILTER (med_chrgitm_type <> '01') <= 2"
    )

    assert {row[0] for row in bare} == planted(ask, "hanging_bed", "mdtrt_id")
    assert bare


def test_the_ledger_adds_up_from_month_to_month(ask: Any):
    wrong = ask(
        "SELECT month FROM (SELECT *, lag(balance) OVER (PARTITION BY insutype ORDER BY month) AS before "
        "FROM FUND_MONTH_D) WHERE balance <> before + income - outlay"
    )
    ((ledger, settled),) = ask(
        "SELECT (SELECT sum(outlay) FROM FUND_MONTH_D), (SELECT sum(fund_pay_sumamt - maf_pay) "
        "FROM SETL_D WHERE insutype IN ('310', '390'))"
    )

    assert wrong == []
    assert ledger == settled


@pytest.mark.slow
def test_a_dirty_export_is_taken_and_rejected_as_it_was_spoilt(
    county: Path, loaded: Path
):
    with (county / "answers" / "dirty.csv").open(encoding="utf-8-sig") as file:
        answers = list(csv.DictReader(file))
    store = county / "dirty-store"
    for name in ("PSN_INSU_D-2026", "MDTRT_D-2026", "SETL_D-2026"):
        outcome = load(county / "dirty" / f"{name}.csv", store)
        wanted = {
            int(a["line"])
            for a in answers
            if a["file"] == f"{name}.csv" and a["outcome"] == "rejected"
        }
        with open_engine(store) as engine:
            rejected = {
                row["row"]
                for row in engine.rows(
                    f"SELECT row FROM rejects WHERE load = {outcome.number}"
                )
            }
        assert wanted == rejected
        assert outcome.rows_in == outcome.taken + len(wanted)
    key = "setl_id, psn_no, certno, insutype, setl_time::DATE, medfee_sumamt"
    with open_engine(store) as dirty, open_engine(loaded) as clean:
        kept = {tuple(r.values()) for r in dirty.rows(f"SELECT {key} FROM SETL_D")}
        whole = {tuple(r.values()) for r in clean.rows(f"SELECT {key} FROM SETL_D")}

    assert kept < whole


def test_what_cannot_be_drawn_is_said(tmp_path: Path):
    with pytest.raises(JixiaoError, match="管不到 2023 年"):
        synthesise(bureau(years=range(2023, 2025)), tmp_path / "early")
    (tmp_path / "full" / "extracts").mkdir(parents=True)
    with pytest.raises(JixiaoError, match="已有 extracts"):
        synthesise(bureau(), tmp_path / "full")


def test_no_number_of_a_person_is_of_a_place_that_exists(ask: Any):
    ((places,),) = ask("SELECT list(DISTINCT left(certno, 6)) FROM PSN_INSU_D")
    ((oldest, youngest),) = ask("SELECT min(brdy), max(brdy) FROM PSN_INSU_D")

    assert places == ["990101"]
    assert oldest > date(1900, 1, 1)
    assert youngest < date(2026, 12, 31)


@pytest.mark.parametrize("insured", [2, 5, 50])
def test_a_county_of_a_handful_is_drawn_without_stays_or_operations(
    insured: int, tmp_path: Path
):
    synthesise(Bureau(SHAPE, insured, range(2025, 2026), 11, SAMPLE), tmp_path)

    assert (tmp_path / "extracts" / "SETL_D-2025.parquet").exists()
