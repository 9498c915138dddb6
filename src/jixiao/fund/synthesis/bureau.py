"""A synthetic bureau, drawn chunk by chunk and year by year, and written as a bureau's extracts."""

import csv
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from jixiao.errors import JixiaoError, UnreadableFile, name_of
from jixiao.fund.benefits import CLAIM, Policies, settle
from jixiao.fund.claims import net_claims
from jixiao.fund.engine import Embedded, open_scratch
from jixiao.fund.synthesis import printing
from jixiao.fund.synthesis.bills import draw_lines
from jixiao.fund.synthesis.care import STAY, draw_stays, draw_visits, keep_possible
from jixiao.fund.synthesis.dirty import spoil
from jixiao.fund.synthesis.people import (
    RESIDENT,
    SCHEMES,
    Columns,
    day,
    draw_people,
    person_types,
    pick,
    stack,
)  # fmt: skip
from jixiao.fund.synthesis.places import AWAY_KIND, Places, draw_places, institution_rows
from jixiao.fund.synthesis.plants import Plant, plant_stays, plant_visits
from jixiao.fund.synthesis.shape import Shape, diagnoses
from jixiao.fund.synthesis.work import WORKS, ledger, yuan
from jixiao.fund.tables import TYPES, tables

CHUNK = 60_000
"""Persons drawn at once: what a year of them needs fits in a gigabyte."""
EXTRACTS, ANSWERS, DIRTY = "extracts", "answers", "dirty"
_FUNDS = (
    "hifp_pay", "cvlserv_pay", "hifes_pay", "hifmi_pay", "hifob_pay", "hifdm_pay", "maf_pay",
    "othfund_pay",
)  # fmt: skip
_MOST_DIAGNOSES = 8
_LIVING_AWAY = 5
"""One in so many of those treated away lives there."""
_OCCASION = 180
"""Days that a filing for one occasion holds."""


@dataclass(frozen=True, slots=True)
class Bureau:
    """What is drawn: how many are insured, in which years, from which seed, paid by which policies."""

    shape: Shape
    insured: int
    years: range
    seed: int
    policies: Policies
    chunk: int = CHUNK

    def rng(self, *path: int) -> np.random.Generator:
        """Give the random numbers of one part, the same whatever is drawn before."""
        return np.random.default_rng([self.seed, self.insured, *path])


Tell = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


def synthesise(
    bureau: Bureau, folder: Path, tell: Tell = lambda *_: None, *, dirty: bool = False
) -> dict[str, int]:
    """Write a bureau's extracts and the answers to what was planted; gives the rows of each table.

    `folder` gets `extracts/TABLE-YEAR.parquet` (-001, -002 … where a table is large) and
    `answers/planted.csv`; with `dirty` also `dirty/*.csv` as careless hands would export them and
    `answers/dirty.csv`. The same bureau gives the same rows.

    Raises:
        JixiaoError: the folder holds other extracts, cannot be written, or no policy covers a year.
    """
    _check(bureau, folder)
    extracts, working = folder / EXTRACTS, folder / ".synthesis"
    try:
        extracts.mkdir(parents=True)
        working.mkdir()
        (folder / ANSWERS).mkdir()
    except OSError as error:
        message = f"写不进 {name_of(folder)}：请换一个能写的、还没有 extracts 的文件夹。"
        raise UnreadableFile(message) from error
    try:
        with open_scratch(working) as engine:
            _draw(bureau, extracts, working, engine, tell)
            for n, year in enumerate(bureau.years):
                tell("结算", n, len(bureau.years))
                _settled(bureau, year, extracts, working, engine)
            tell("台账", 0, 1)
            _write_work(bureau, extracts, engine)
            _write_answers(folder, working, engine)
            if dirty:
                tell("弄脏的 CSV", 0, 1)
                spoil(extracts, folder / DIRTY, folder / ANSWERS / "dirty.csv", engine)
    finally:
        shutil.rmtree(working)
    found = sorted(extracts.glob("*.parquet"))
    rows: dict[str, int] = {}
    for path in found:
        code = path.name.partition("-")[0].removesuffix(".parquet")
        rows[code] = rows.get(code, 0) + pq.ParquetFile(path).metadata.num_rows
    return rows


def _check(bureau: Bureau, folder: Path) -> None:
    if (folder / EXTRACTS).exists():
        message = f"{name_of(folder)} 里已有 extracts。请换一个文件夹，或先删去它。"
        raise JixiaoError(message)
    for year in bureau.years:
        first, last = date(year, 1, 1), date(year, 12, 31)
        covered = sum(
            (min(p.valid_to, last) - max(p.valid_from, first)).days + 1
            for p in bureau.policies
            if p.valid_from <= last and p.valid_to >= first
        )
        if covered < (last - first).days + 1:
            named = "、".join(
                f"{p.code}（{p.valid_from} 至 {p.valid_to}）" for p in bureau.policies
            )
            message = f"政策 {named} 管不到 {year} 年全年。请换年份或另给政策。"
            raise JixiaoError(message)


def _draw(bureau: Bureau, extracts: Path, working: Path, engine: Embedded, tell: Tell) -> None:
    """Draw the people chunk by chunk, and their care year by year."""
    places = draw_places(bureau.shape, bureau.insured, day(bureau.years[-1], 7), bureau.rng(0))
    engine.hold("places", printing.place_table(places))
    engine.hold("items", printing.item_table(places))
    engine.hold("diagnoses", printing.diagnosis_table(diagnoses()))
    engine.hold("identities", printing.identity_table(bureau.shape.people.identities))
    opened = date(bureau.years[0] - 1, 1, 1)
    _write(extracts, "FIXMEDINS_B", institution_rows(places, opened))
    _write(extracts, "HILIST_B", _catalogue(engine, places, opened))
    starts = range(0, bureau.insured, bureau.chunk)
    for chunk, first in enumerate(starts):
        suffix = f"-{chunk + 1:03}" if len(starts) > 1 else ""
        count = min(bureau.chunk, bureau.insured - first)
        people = draw_people(bureau.shape, count, first, bureau.years, bureau.rng(1, chunk))
        for n, year in enumerate(bureau.years):
            tell("参保与就诊", chunk * len(bureau.years) + n, len(starts) * len(bureau.years))
            _draw_year(bureau, people, places, year, chunk, suffix, extracts, working, engine)
        engine.hold("drawn_people", printing.arrow(people))
        engine.make("people", printing.PEOPLE)
        engine.write(printing.IDENTITIES, extracts / f"PSN_IDET_C{suffix}.parquet")


def _draw_year(
    bureau: Bureau, people: Columns, places: Places, year: int, chunk: int, suffix: str,
    extracts: Path, working: Path, engine: Embedded,
) -> None:  # fmt: skip
    """Draw and print a year of a chunk of people."""
    rng = bureau.rng(2, chunk, year)
    named = f"-{year}{suffix}.parquet"
    engine.hold("drawn_people", printing.arrow(people))
    engine.make("people", printing.PEOPLE)
    enrolled = _enrolled(bureau, people, year, rng)
    engine.hold("enrolled", enrolled)
    engine.write(printing.ENROLMENTS, extracts / f"PSN_INSU_D{named}")
    stays = draw_stays(bureau.shape, people, year, places, rng)
    stays = plant_stays(bureau.shape, people, stays, places, rng)
    visits = draw_visits(bureau.shape, people, year, places, rng)
    visits = keep_possible(people, stays, visits)
    visits = plant_visits(bureau.shape, visits, stays, places, rng)
    visits = stack(stays, visits)
    visits = pick(visits, np.lexsort((visits["minute"], visits["begin"], visits["person"])))
    lines = draw_lines(bureau.shape, people, visits, places, rng)
    first = (year % 100 * 10_000 + chunk + 1) * 100_000_000
    engine.hold("drawn_visits", _visits(bureau, people, visits, year, first, rng))
    engine.make("visits", printing.VISITS)
    lines["line"] = first + np.arange(len(lines["visit"]))
    engine.hold("drawn_filings", _filings(bureau, people, visits, places, year, rng))
    engine.write(printing.FILINGS, extracts / f"FILING{named}")
    engine.hold("drawn_lines", printing.arrow(lines))
    for statement in printing.price_lines(places.repriced_on):
        engine.run(statement)
    also, operations = _diagnoses(visits, rng)
    engine.hold("drawn_diagnoses", also)
    engine.hold("drawn_operations", operations)
    engine.write(printing.MDTRT, extracts / f"MDTRT_D{named}")
    engine.write(printing.DIAGNOSES, extracts / f"SETL_LIST_DIAG_D{named}")
    engine.write(printing.OPERATIONS, extracts / f"SETL_LIST_OPRN_D{named}")
    fees = printing.LINES.replace("first_line", str(first))
    engine.write(fees, extracts / f"FEE_LIST_D{named}")
    engine.write(printing.SETTLEMENTS, working / f"settlements-{year}-{chunk}.parquet")
    of_stays = ", ".join(str(int(plant)) for plant in _OF_VISITS)
    engine.write(printing.ANSWERS.format(of_stays), working / f"answers-{year}-{chunk}.parquet")


_OF_VISITS = (
    Plant.HANGING_BED, Plant.SPLIT_STAY, Plant.WRONG_SEX, Plant.OVERLAP, Plant.AFTER_DEATH,
    Plant.CHEMOTHERAPY, Plant.STAGED, Plant.TRANSFER, Plant.REFERRAL,
)  # fmt: skip


def _enrolled(bureau: Bureau, people: Columns, year: int, rng: np.random.Generator) -> pa.Table:
    """Give who is enrolled in a year, what they pay, and what is paid for them, in yuan."""
    shape = bureau.shape
    alive = people["died"] >= day(year)
    resident = people["scheme"] == RESIDENT
    enrolled = alive & (~resident | (rng.random(len(alive)) < shape.people.enrolled))
    shares = np.array([0, *(entry.subsidy for entry in shape.people.identities)])
    entitled = (people["identity"] > 0) & (people["identity_from"] <= day(year)) & resident
    granted = entitled & (rng.random(len(alive)) < shape.contributions.subsidised)
    due = _of_year(shape.contributions.resident, year)
    subsidy = np.where(granted, (shares[people["identity"]] * due).astype(np.int64), 0)
    columns = {
        "number": people["number"],
        "insutype": np.array(SCHEMES)[people["scheme"]],
        "psn_type": person_types(people, day(year)),
        "begndate": np.full(len(alive), day(year)),
        "enddate": np.minimum(people["died"], day(year, 12, 31)),
        "paid": np.where(resident, due - subsidy, 0),
        "subsidy": subsidy,
    }
    return printing.arrow(pick(columns, enrolled))


def _of_year(by_year: Any, year: int) -> int:
    """Give the amount of a year, or of the nearest one that is known."""
    return int(by_year[min(by_year, key=lambda known: abs(int(known) - year))])


def _visits(
    bureau: Bureau, people: Columns, visits: Columns, year: int, first: int,
    rng: np.random.Generator,
) -> pa.Table:  # fmt: skip
    """Give the visits with all that is printed of them."""
    person, size = visits["person"], len(visits["person"])
    stay = visits["kind"] == STAY
    births = np.array([entry.code.startswith("O8") for entry in diagnoses()])
    leaves = np.where(stay, 9 * 60 + rng.integers(0, 480, size), visits["minute"] + 25)
    short = stay & (visits["days"] == 0)
    leaves = np.where(short, np.maximum(leaves, visits["minute"] + 60), leaves)
    columns = visits | {
        "visit": np.arange(size),
        "id": first + np.arange(size),
        "number": people["number"][person],
        "insutype": np.array(SCHEMES)[people["scheme"][person]],
        "psn_type": person_types(people, day(year))[person],
        "delivery": births[visits["diagnosis"]] & (visits["plant"] != Plant.WRONG_SEX),
        "leaves": leaves,
        "cancelled": rng.random(size) < bureau.shape.care.cancelled,
    }
    return printing.arrow(columns)


def _filings(
    bureau: Bureau, people: Columns, visits: Columns, places: Places, year: int,
    rng: np.random.Generator,
) -> pa.Table:  # fmt: skip
    """Give the filings of stays away: those who live there for the year, others for the occasion."""
    away = (visits["kind"] == STAY) & (places.kinds[visits["place"]] == AWAY_KIND)
    away &= rng.random(len(away)) < bureau.shape.care.filed
    person, begin = visits["person"][away], visits["begin"][away]
    lives = people["number"][person] % _LIVING_AWAY == 0
    rows = np.stack(
        [
            people["number"][person],
            np.where(lives, 1, 2),
            np.where(lives, day(year), begin - rng.integers(0, 4, len(begin))),
            np.where(lives, day(year, 12, 31), begin + _OCCASION),
        ]
    )
    number, kind, begins, ends = np.unique(rows, axis=1)
    return printing.arrow({"number": number, "kind": kind, "begins": begins, "ends": ends})


def _diagnoses(visits: Columns, rng: np.random.Generator) -> tuple[pa.Table, pa.Table]:
    """Draw one to eight diagnoses of each stay, the first its own, and operations."""
    stays = np.flatnonzero(visits["kind"] == STAY)
    counts = np.clip(1 + rng.poisson(2.5, len(stays)), 1, _MOST_DIAGNOSES)
    visit = np.repeat(stays, counts)
    nth = np.arange(len(visit)) - np.repeat(np.cumsum(counts) - counts, counts)
    entries = diagnoses()
    usual = np.array([n for n, entry in enumerate(entries) if not entry.sex])
    also = np.where(nth == 0, visits["diagnosis"][visit], rng.choice(usual, len(visit)))
    operated = stays[visits["operated"][stays]]
    repeats = 1 + (rng.random(len(operated)) < 0.5).astype(np.int64)  # noqa: PLR2004
    operation = np.repeat(operated, repeats)
    second = np.append(False, operation[1:] == operation[:-1])
    return (
        printing.arrow({"visit": visit, "nth": nth, "also": also}),
        printing.arrow({"visit": operation, "nth": 1 + second.astype(np.int64)}),
    )


def _settled(bureau: Bureau, year: int, extracts: Path, working: Path, engine: Embedded) -> None:
    """Settle a year by the policies and write SETL_D; a few settlements were cancelled and redone."""
    engine.view("drawn", working / f"settlements-{year}-*.parquet")
    drawn = engine.columns("drawn")
    others = (c for name, c in tables()["SETL_D"].columns.items() if name not in drawn)
    empty = ", ".join(f"NULL::{TYPES[c.type]} AS {c.name}" for c in others)
    engine.make("SETL_D", f"SELECT *, {empty} FROM drawn")
    engine.view("PSN_IDET_C", extracts / "PSN_IDET_C*.parquet")
    engine.view("FILING", extracts / "FILING*.parquet")
    claims = net_claims(engine, engine.table("SETL_D"))
    paid = settle(claims.select(*CLAIM.names), bureau.policies)
    engine.make("paid", engine.sql(paid))
    funds = [name for name in _FUNDS if name in paid.columns]
    printed = ["dedc_std", "act_pay_dedc", *funds, "fund_pay_sumamt", "psn_pay"]
    engine.make(
        "settled",
        f"SELECT s.*, {', '.join(printed)} FROM drawn s JOIN "
        f"(SELECT setl_id, {', '.join(map(printing.yuan, printed))} FROM paid) USING (setl_id)",
    )
    engine.write(_with_cancelled(engine.columns("settled")), extracts / f"SETL_D-{year}.parquet")


def _with_cancelled(columns: Sequence[str]) -> str:
    """Print the year: a cancelled settlement stands thrice, as it was, taken back, and redone."""
    amounts = {
        name for name, column in tables()["SETL_D"].columns.items() if column.type == "amount"
    }

    def printed(**own: str) -> str:
        return ", ".join(
            f"{own.get(name, name)} AS {name}" for name in columns if name != "cancelled"
        )

    before = printed(setl_id="setl_id || '-1'", setl_time="setl_time - INTERVAL 40 MINUTE")
    signs = {name: f"-{name}" for name in columns if name in amounts and name != "dedc_std"}
    back = printed(
        setl_id="setl_id || '-2'", init_setl_id="setl_id || '-1'", refd_setl_flag="'1'",
        setl_time="setl_time - INTERVAL 20 MINUTE", **signs,
    )  # fmt: skip
    return (
        f"SELECT * FROM (SELECT {printed()} FROM settled UNION ALL SELECT {before} FROM settled "
        f"WHERE cancelled UNION ALL SELECT {back} FROM settled WHERE cancelled) ORDER BY setl_time, setl_id"
    )


def _catalogue(engine: Embedded, places: Places, opened: date) -> Iterator[dict[str, Any]]:
    """Give the rows of HILIST_B: an item whose limit changed has two periods."""
    change = _date(places.repriced_on)
    for item in engine.rows("SELECT * FROM items ORDER BY item"):
        row = {
            "hilist_code": item["hilist_code"], "hilist_name": item["hilist_name"],
            "list_type": item["list_type"], "chrgitm_lv": item["grade"],
            "pric_uplmt_amt": yuan(item["limit"]),
            "selfpay_prop": Decimal(item["share"]) / 10_000,
            "begndate": opened, "enddate": None,
        }  # fmt: skip
        if item["limit"] == item["limit_later"]:
            yield row
            continue
        yield row | {"enddate": change - timedelta(days=1)}
        yield row | {"pric_uplmt_amt": yuan(item["limit_later"]), "begndate": change}


def _date(days: int) -> date:
    return date(1970, 1, 1) + timedelta(days=days)


def _write_work(bureau: Bureau, extracts: Path, engine: Embedded) -> None:
    """Write the fund's ledger and the bureau's own work."""
    engine.view("settlements", extracts / "SETL_D-*.parquet")
    engine.view("enrolments", extracts / "PSN_INSU_D-*.parquet")
    outlays = engine.rows(
        "SELECT insutype, year(setl_time) AS year, month(setl_time) AS month, "
        f"(sum({' + '.join(n for n in _FUNDS if n in engine.columns('settlements') and n != 'maf_pay')})"
        " * 100)::BIGINT AS fen FROM settlements GROUP BY ALL"
    )
    heads = engine.rows(
        "SELECT insutype, year(begndate) AS year, count(*) AS persons, "
        "(coalesce(sum(clct_paymt), 0) * 100 + coalesce(sum(subsidy), 0) * 100)::BIGINT AS fen "
        "FROM enrolments GROUP BY ALL"
    )
    _write(extracts, "FUND_MONTH_D", ledger(bureau.shape, bureau.years, heads, outlays))
    institutions = pq.read_table(extracts / "FIXMEDINS_B.parquet").to_pylist()
    for code, draw in WORKS.items():
        years = (
            draw(bureau.shape, year, institutions, bureau.rng(3, year)) for year in bureau.years
        )
        _write(extracts, code, chain.from_iterable(years))


def _write(extracts: Path, code: str, rows: Iterable[dict[str, Any]]) -> None:
    pq.write_table(pa.Table.from_pylist(list(rows)), extracts / f"{code}.parquet")


def _write_answers(folder: Path, working: Path, engine: Embedded) -> None:
    """Write what was planted, truths and decoys, with the rows it is to be found in."""
    engine.view("answers", working / "answers-*.parquet")
    with (folder / ANSWERS / "planted.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["no", "planted", "what", "name", "mdtrt_id", "setl_id", "psn_no", "bkkp_sn"]
        )
        for n, row in enumerate(engine.rows("SELECT * FROM answers ORDER BY ALL"), 1):
            plant = Plant(row.pop("plant"))
            kind = "truth" if plant.is_truth else "decoy"
            writer.writerow([n, kind, plant.name.lower(), plant.word, *row.values()])
