"""A synthetic bureau, drawn chunk by chunk and year by year, and written as a bureau's extracts."""

import csv
import shutil
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from jixiao.errors import JixiaoError, UnreadableFile, name_of
from jixiao.fund.benefits import CLAIM, OPTIONAL, Policies, settle
from jixiao.fund.records import Records
from jixiao.fund.records.netting import fund_fields
from jixiao.fund.store.embedded import Embedded
from jixiao.fund.store.opening import open_scratch
from jixiao.fund.store.sql import empty_columns
from jixiao.fund.synthesis import printing
from jixiao.fund.synthesis.away import write_away
from jixiao.fund.synthesis.bundles import write_bundles
from jixiao.fund.synthesis.desk import write_desk
from jixiao.fund.synthesis.dirty import spoil
from jixiao.fund.synthesis.drawing import Bureau, DrawnYear, draw_years
from jixiao.fund.synthesis.faults import draw_faults, write_fault_answers, write_rows
from jixiao.fund.synthesis.feeds import write_feeds
from jixiao.fund.synthesis.house_control import write_control
from jixiao.fund.synthesis.house_systems import write_systems
from jixiao.fund.synthesis.institution_claims import write_institution_claims
from jixiao.fund.synthesis.lists import write_answers, write_codes, write_lists
from jixiao.fund.synthesis.open_stays import write_open_stays
from jixiao.fund.synthesis.people import day
from jixiao.fund.synthesis.places import Places, draw_places, institution_rows
from jixiao.fund.synthesis.plants import Plant
from jixiao.fund.synthesis.prices import write_prices
from jixiao.fund.synthesis.shape import Shape, diagnoses
from jixiao.fund.synthesis.shocks import write_shock_answers
from jixiao.fund.synthesis.site import write_site
from jixiao.fund.synthesis.topup import write_topup
from jixiao.fund.synthesis.work import (
    WORKS,
    Draw,
    budgets,
    ledger,
    population,
    rewards,
    systems,
)
from jixiao.fund.tables import tables
from jixiao.money import from_fen
from jixiao.progress import Progress, silent

EXTRACTS, ANSWERS, DIRTY = "extracts", "answers", "dirty"
_YEARLY = ("PSN_INSU_D", "FILING", "MDTRT_D", "SETL_LIST_DIAG_D", "SETL_LIST_OPRN_D")
_OF_CARE = ("FIXMEDINS_B", "HILIST_B", *_YEARLY, "FEE_LIST_D", "SETL_D", "PSN_IDET_C")
_OF_LISTS = ("SETL_LIST_D", "OPRN_B", "DIAG_B")
_OF_THE_FUND = ("FUND_MONTH_D", "POPULATION")
PRINTED = frozenset((*_OF_CARE, *_OF_LISTS, *_OF_THE_FUND, *WORKS))
"""The tables that a synthetic bureau prints; a bureau's other tables it leaves out."""


def synthesise(
    bureau: Bureau,
    folder: Path,
    progress: Progress = silent,
    *,
    dirty: bool = False,
    faults: int = 0,
    prices: int = 0,
    special: int = 0,
    house: int = 0,
) -> dict[str, int]:
    """Write a bureau's extracts and the answers to what was planted; returns the count of rows by table.

    `folder` gets `extracts/TABLE-YEAR.parquet` (fee lines as -001, -002 … where they are many) and
    `answers/planted.csv`, `answers/lists.csv` and `answers/shocks.csv`; with `dirty` also
    `dirty/*.csv` as careless hands would export them and `answers/dirty.csv`; with `faults` each
    fault that an audit rule is for, and each of its innocent twins, so many times, with points,
    trace codes, rewards of tips, the systems that audit, and `answers/faults.csv`; with `prices`
    listed prices of all provinces, each story so many times, and `answers/prices.csv`; with
    `special` the clearing of care away, the desk of claims by hand, dialysis, stays that nobody
    settled, agreements to pay later, top-up insurance and what institutions claimed of March, each
    story so many times, with `answers/away.csv`, `bundles.csv`, `discharge.csv`, `credit.csv`,
    `topup.csv` and `instant.csv`; with `house`
    what a bureau keeps of itself on the last of March and over the year, each story so many times: a
    saved site, feeds, logs and money thrice booked, incidents and probes, the ledgers of the desk, with
    answers. The same
    bureau has the same rows.

    Raises:
        JixiaoError: the folder holds other extracts, cannot be written, or no policy covers a year.
    """
    _check(bureau, folder)
    extracts, working = folder / EXTRACTS, folder / ".synthesis"
    _make_folders(folder, extracts, working)
    try:
        with open_scratch(working) as engine:
            _draw(bureau, extracts, working, engine, progress)
            if faults:
                _plant_faults(bureau, folder, working, faults)
            _gather(bureau, extracts, working, engine)
            for n, year in enumerate(bureau.years):
                progress("结算", n, len(bureau.years))
                _settled(bureau, year, extracts, working, engine)
            progress("结算清单", 0, 1)
            _write_lists(bureau, folder, extracts, engine)
            write_shock_answers(folder / ANSWERS / "shocks.csv", bureau.shape)
            if prices:
                last = bureau.years[-1]
                write_prices(folder, extracts, last, prices, bureau.rng(5, last))
            if special:
                _write_special(folder, extracts, bureau, special)
            if house:
                _write_house(folder, extracts, bureau, house)
            progress("台账", 0, 1)
            _write_work(bureau, extracts, engine)
            if faults:
                _write_watch(bureau, extracts)
            _write_answers(folder, working, engine)
            if dirty:
                progress("弄脏的 CSV", 0, 1)
                spoil(extracts, folder / DIRTY, folder / ANSWERS / "dirty.csv", engine)
    finally:
        shutil.rmtree(working)
    return _count_rows(extracts)


def _make_folders(folder: Path, extracts: Path, working: Path) -> None:
    try:
        extracts.mkdir(parents=True)
        working.mkdir()
        (folder / ANSWERS).mkdir()
    except OSError as error:
        message = (
            f"写不进 {name_of(folder)}：请换一个能写的、还没有 extracts 的文件夹。"
        )
        raise UnreadableFile(message) from error


def _write_lists(
    bureau: Bureau, folder: Path, extracts: Path, engine: Embedded
) -> None:
    write_codes(extracts, engine)
    answers = [
        answer
        for year in bureau.years
        for answer in write_lists(year, extracts, engine)
    ]
    write_answers(folder / ANSWERS / "lists.csv", answers)


def _write_special(folder: Path, extracts: Path, bureau: Bureau, times: int) -> None:
    year = bureau.years[-1]
    write_away(folder, extracts, year, times, bureau.rng(6, year))
    write_bundles(folder, extracts, year, times)
    write_open_stays(folder, extracts, year, times)
    write_topup(folder, extracts, year, times)
    write_institution_claims(folder, extracts, year, times)


def _write_house(folder: Path, extracts: Path, bureau: Bureau, times: int) -> None:
    answers, year = folder / ANSWERS, bureau.years[-1]
    write_site(folder, answers, year, times)
    write_feeds(folder, answers, date(year, 3, 31), times)
    write_control(answers, extracts, year, times)
    write_systems(answers, extracts, year, times)
    write_desk(answers, extracts, year, times, bureau.rng(7, year))


def _count_rows(extracts: Path) -> dict[str, int]:
    counts: dict[str, int] = {}
    for path in sorted(extracts.glob("*.parquet")):
        code = path.stem.partition("-")[0]
        counts[code] = counts.get(code, 0) + pq.ParquetFile(path).metadata.num_rows
    return counts


def _check(bureau: Bureau, folder: Path) -> None:
    if (folder / EXTRACTS).exists():
        message = f"{name_of(folder)} 里已有 extracts。请换一个文件夹，或先删去它。"
        raise JixiaoError(message)
    for year in bureau.years:
        days = (date(year, 12, 31) - date(year, 1, 1)).days + 1
        if _days_covered(bureau.policies, year) < days:
            terms = [
                f"{p.code}（{p.valid_from} 至 {p.valid_to}）" for p in bureau.policies
            ]
            message = (
                f"政策 {'、'.join(terms)} 管不到 {year} 年全年。请换年份或另给政策。"
            )
            raise JixiaoError(message)


def _days_covered(policies: Policies, year: int) -> int:
    """The days of a year on which policies are in force, added up over the policies."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    terms = [(max(p.valid_from, first), min(p.valid_to, last)) for p in policies]
    return sum((end - begin).days + 1 for begin, end in terms if begin <= end)


def _draw(
    bureau: Bureau, extracts: Path, working: Path, engine: Embedded, progress: Progress
) -> None:
    """Draw the people chunk by chunk, and their care year by year."""
    places = draw_places(
        bureau.shape, bureau.insured, day(bureau.years[-1], 7), bureau.rng(0)
    )
    opened = date(bureau.years[0] - 1, 1, 1)
    institutions = institution_rows(places, opened)
    engine.hold("places", printing.place_table(institutions))
    engine.hold("items", printing.item_table(places))
    engine.hold("diagnoses", printing.diagnosis_table(diagnoses()))
    engine.hold("identities", printing.identity_table(bureau.shape.people.identities))
    _write(extracts, "FIXMEDINS_B", institutions)
    _write(extracts, "HILIST_B", _catalogue(engine, places, opened))
    whole = len(bureau.chunks) * len(bureau.years)
    for n, drawn in enumerate(_ahead(draw_years(bureau, places))):
        progress("参保与就诊", n, whole)
        _print(drawn, bureau.shape, places, extracts, working, engine)


def _ahead(drawn: Iterator[DrawnYear]) -> Iterator[DrawnYear]:
    """Yield what is drawn, the next year being drawn meanwhile."""
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, drawn, None)
        while (year := coming.result()) is not None:
            coming = pool.submit(next, drawn, None)
            yield year


def _print(
    drawn: DrawnYear,
    shape: Shape,
    places: Places,
    extracts: Path,
    working: Path,
    engine: Embedded,
) -> None:
    """Print a year of a chunk of people as the tables that bureaus export."""
    part = f"-{drawn.year}-{drawn.chunk:04}.parquet"
    for name, rows in drawn.tables.items():
        engine.hold(name, rows)
    engine.make("people", printing.PEOPLE)
    engine.make("visits", printing.visits(shape.care.manual))
    for statement in printing.price_lines(places.repriced_on):
        engine.run(statement)
    engine.write(printing.ENROLMENTS, working / f"PSN_INSU_D{part}")
    engine.write(printing.FILINGS, working / f"FILING{part}")
    engine.write(printing.MDTRT, working / f"MDTRT_D{part}")
    engine.write(printing.DIAGNOSES, working / f"SETL_LIST_DIAG_D{part}")
    engine.write(printing.OPERATIONS, working / f"SETL_LIST_OPRN_D{part}")
    fees = extracts / f"FEE_LIST_D-{drawn.year}{drawn.suffix}.parquet"
    engine.write(printing.fee_lines(drawn.first_id), fees)
    engine.write(printing.SETTLEMENTS, working / f"settlements{part}")
    engine.write(printing.answers(_OF_VISITS), working / f"answers{part}")
    if drawn.last:
        engine.write(
            printing.IDENTITIES, working / f"PSN_IDET_C-{drawn.chunk:04}.parquet"
        )


_OF_VISITS = (
    Plant.HANGING_BED,
    Plant.SPLIT_STAY,
    Plant.WRONG_SEX,
    Plant.OVERLAP,
    Plant.AFTER_DEATH,
    Plant.CHEMOTHERAPY,
    Plant.STAGED,
    Plant.TRANSFER,
    Plant.REFERRAL,
)
"""What is planted into visits; the other plants are in their lines."""


def _plant_faults(bureau: Bureau, folder: Path, working: Path, times: int) -> None:
    """Write the faults of the last year beside what was drawn, before it is settled."""
    year, extracts = bureau.years[-1], folder / EXTRACTS
    institutions = pq.read_table(extracts / "FIXMEDINS_B.parquet").to_pylist()
    plot = draw_faults(year, institutions, times, bureau.rng(4, year))
    for code, rows in plot.rows.items():
        first = f"{year}-0000.parquet"
        match code:
            case "SETL_D":
                like = working / f"settlements-{first}"
                write_rows(like.with_stem(f"settlements-{year}-faults"), rows, like)
            case "FEE_LIST_D":
                like = next(extracts.glob(f"FEE_LIST_D-{year}*.parquet"))
                write_rows(extracts / f"FEE_LIST_D-{year}-faults.parquet", rows, like)
            case "KB_POINT" | "TRACE_SCAN":
                write_rows(extracts / f"{code}.parquet", rows, None)
            case "FIXMEDINS_B" | "HILIST_B":
                there = pq.read_table(extracts / f"{code}.parquet")
                # An item or a place that several stories use stands in its register once.
                fresh = [*{next(iter(row.values())): row for row in rows}.values()]
                added = pa.Table.from_pylist(fresh, there.schema)
                pq.write_table(
                    pa.concat_tables([there, added]), extracts / f"{code}.parquet"
                )
            case _:
                like = working / f"{code}-{first}"
                write_rows(like.with_stem(f"{code}-{year}-faults"), rows, like)
    write_fault_answers(folder / ANSWERS / "faults.csv", plot.answers)


def _gather(bureau: Bureau, extracts: Path, working: Path, engine: Embedded) -> None:
    """Put the parts of each table together, but those of the fee lines, which are many."""
    stems = [f"{code}-{year}" for code in _YEARLY for year in bureau.years]
    for stem in (*stems, "PSN_IDET_C"):
        engine.view("parts", working / f"{stem}-*.parquet")
        engine.write("SELECT * FROM parts", extracts / f"{stem}.parquet")


def _settled(
    bureau: Bureau, year: int, extracts: Path, working: Path, engine: Embedded
) -> None:
    """Settle a year by the policies and write SETL_D; a few settlements were cancelled and redone."""
    engine.view("drawn", working / f"settlements-{year}-*.parquet")
    empty = empty_columns(engine.columns("drawn"), "SETL_D")
    engine.make("SETL_D", f"SELECT *, {empty} FROM drawn")
    engine.view("PSN_IDET_C", extracts / "PSN_IDET_C*.parquet")
    engine.view("FILING", extracts / "FILING*.parquet")
    engine.view("MDTRT_D", extracts / f"MDTRT_D-{year}*.parquet")
    claims = Records(engine).record("claims")
    paid = settle(engine, claims.select(*CLAIM, *OPTIONAL), bureau.policies)
    engine.make("paid", engine.sql(paid))
    funds = [name for name in fund_fields() if name in paid.columns]
    printed = ["dedc_std", "act_pay_dedc", *funds, "fund_pay_sumamt", "psn_pay"]
    engine.make(
        "settled",
        f"SELECT s.*, {', '.join(printed)} FROM drawn s JOIN "
        f"(SELECT setl_id, {', '.join(map(printing.yuan, printed))} FROM paid) USING (setl_id)",
    )
    engine.write(
        _with_cancelled(engine.columns("settled")), extracts / f"SETL_D-{year}.parquet"
    )


def _with_cancelled(columns: Sequence[str]) -> str:
    """Print the year: a cancelled settlement stands thrice, as it was, taken back, and redone."""
    amounts = {
        name
        for name, column in tables()["SETL_D"].columns.items()
        if column.type == "amount"
    }

    def printed(**instead: str) -> str:
        cells = (
            f"{instead.get(name, name)} AS {name}"
            for name in columns
            if name != "cancelled"
        )
        return ", ".join(cells)

    as_it_was = printed(
        setl_id="setl_id || '-1'", setl_time="setl_time - INTERVAL 40 MINUTE"
    )
    negatives = {
        name: f"-{name}" for name in columns if name in amounts and name != "dedc_std"
    }
    taken_back = printed(
        setl_id="setl_id || '-2'",
        init_setl_id="setl_id || '-1'",
        refd_setl_flag="'1'",
        setl_time="setl_time - INTERVAL 20 MINUTE",
        **negatives,
    )
    return (
        f"SELECT * FROM (SELECT {printed()} FROM settled UNION ALL SELECT {as_it_was} FROM settled "
        f"WHERE cancelled UNION ALL SELECT {taken_back} FROM settled WHERE cancelled)"
    )


def _catalogue(
    engine: Embedded, places: Places, opened: date
) -> Iterator[dict[str, Any]]:
    """Yield the rows of HILIST_B: an item whose limit changed has two periods."""
    repriced_on = _date(places.repriced_on)
    for item in engine.rows("SELECT * FROM items ORDER BY item"):
        row = {
            "hilist_code": item["hilist_code"],
            "hilist_name": item["hilist_name"],
            "list_type": item["list_type"],
            "chrgitm_lv": item["grade"],
            "pric_uplmt_amt": from_fen(item["limit"]),
            "selfpay_prop": Decimal(item["share"]) / 10_000,
            "begndate": opened,
            "enddate": None,
        }
        if item["limit"] == item["limit_later"]:
            yield row
            continue
        yield row | {"enddate": repriced_on - timedelta(days=1)}
        yield row | {
            "pric_uplmt_amt": from_fen(item["limit_later"]),
            "begndate": repriced_on,
        }


def _date(days: int) -> date:
    return date(1970, 1, 1) + timedelta(days=days)


def _write_work(bureau: Bureau, extracts: Path, engine: Embedded) -> None:
    """Write the fund's ledger, and the work that a bureau does itself."""
    engine.view("settlements", extracts / "SETL_D-*.parquet")
    engine.view("enrolments", extracts / "PSN_INSU_D-*.parquet")
    printed = engine.columns("settlements")
    funds = [name for name in fund_fields() if name in printed and name != "maf_pay"]
    outlays = engine.rows(
        "SELECT insutype, year(setl_time) AS year, month(setl_time) AS month, "
        f"(sum({' + '.join(funds)}) * 100)::BIGINT AS fen FROM settlements GROUP BY ALL"
    )
    enrolments = engine.rows(
        "SELECT insutype, year(begndate) AS year, count(*) AS persons, "
        "(coalesce(sum(clct_paymt), 0) * 100 + coalesce(sum(subsidy), 0) * 100)::BIGINT AS fen "
        "FROM enrolments GROUP BY ALL"
    )
    _write(
        extracts,
        "FUND_MONTH_D",
        ledger(bureau.shape, bureau.years, enrolments, outlays),
    )
    planned = list(budgets(bureau.shape, bureau.years, enrolments, outlays))
    if planned:
        _write(extracts, "FUND_BUDGET", planned)
    _write(extracts, "POPULATION", population(bureau.shape, enrolments))
    institutions = pq.read_table(extracts / "FIXMEDINS_B.parquet").to_pylist()
    for code, draw in WORKS.items():
        _write(extracts, code, _of_years(bureau, draw, institutions))


def _write_watch(bureau: Bureau, extracts: Path) -> None:
    """Write what a bureau keeps of watching: rewards of tips, and since when systems audit."""
    _write(extracts, "TIP_REWARD", _of_years(bureau, rewards, []))
    _write(extracts, "SYSTEM_USE", systems(bureau.years))


def _of_years(
    bureau: Bureau, draw: Draw, institutions: Sequence[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    for year in bureau.years:
        yield from draw(bureau.shape, year, institutions, bureau.rng(3, year))


def _write(extracts: Path, code: str, rows: Iterable[dict[str, Any]]) -> None:
    pq.write_table(pa.Table.from_pylist(list(rows)), extracts / f"{code}.parquet")


def _write_answers(folder: Path, working: Path, engine: Embedded) -> None:
    """Write what was planted, truths and decoys, with the rows it is to be found in."""
    engine.view("answers", working / "answers-*.parquet")
    with (folder / ANSWERS / "planted.csv").open(
        "w", encoding="utf-8-sig", newline=""
    ) as file:
        writer = csv.writer(file)
        writer.writerow(
            [
                "no",
                "planted",
                "what",
                "name",
                "mdtrt_id",
                "setl_id",
                "psn_no",
                "bkkp_sn",
            ]
        )
        for n, row in enumerate(engine.rows("SELECT * FROM answers ORDER BY ALL"), 1):
            plant = Plant(row.pop("plant"))
            kind = "truth" if plant.is_truth else "decoy"
            writer.writerow([n, kind, plant.name.lower(), plant.word, *row.values()])
