"""Measure all measures over a county-year against a bare scan of the columns they look at.

Give a folder that `jixiao load` filled; without one a county of 280,000 is drawn and loaded first.
Then forecasts are tried on the last year of small counties, and it is counted how often they hold.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from jixiao.fund.benefits import load_policies
from jixiao.fund.intake import load
from jixiao.fund.store.embedded import Embedded
from jixiao.fund.store.engine import Engine
from jixiao.fund.store.opening import open_engine
from jixiao.fund.synthesis import Bureau, shapes, synthesise
from jixiao.measures import Period, library
from jixiao.measures.answers import answer
from jixiao.measures.backtest import Trial, held, try_out
from jixiao.measures.last_year import question_of
from jixiao.measures.measuring import Asked, prove, take
from jixiao.measures.suggesting import offers
from jixiao.reading import read
from jixiao.targets import TargetTable

INSURED, TRIED = 280_000, 3_000
SEEDS = range(1, 6)
"""Counties that forecasts are tried on: the errors of one county's months go together."""
_RUNS = 3
TARGETS = Path(__file__).parents[1] / "examples/stories/qingshui_2026/targets.txt"
"""What a county promises."""
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
FORESEEN = (
    "AS01", "AS02", "AS05", "BE01", "BE03", "BE04", "BE05", "BE06", "BE08", "BE09", "FU01", "FU04",
)  # fmt: skip
"""Measures whose forecasts are tried on the year that is over."""
SCANNED = {
    "SETL_D": "setl_id, mdtrt_id, init_setl_id, psn_no, setl_time, begndate, enddate, insutype, "
    "med_type, pay_loc, psn_idet_type, insu_admdvs, fix_blng_admdvs, fixmedins_code, dise_no, "
    "dise_name, refd_setl_flag, mid_setl_flag, manl_reim_rea, medfee_sumamt, fulamt_ownpay_amt, "
    "overlmt_selfpay, preselfpay_amt, inscp_amt, hifp_pay, hifmi_pay, hifob_pay, maf_pay, "
    "fund_pay_sumamt, act_pay_dedc, psn_pay, acct_pay, acct_mulaid_pay, cash_payamt, "
    "ownpay_hosp_part",
    "PSN_INSU_D": "psn_no, insutype, begndate, enddate, insu_admdvs, subsidy, paid_on, brdy, "
    "clct_paymt",
    "PSN_IDET_C": "psn_no, psn_idet_type, begntime, endtime",
    "SETL_LIST_D": "setl_list_id, setl_id, list_version, uploaded_at",
    "MDTRT_D": "mdtrt_id",
}
"""The columns of long tables that the queries read, as their plans say."""


def county(folder: Path, insured: int = INSURED, seed: int = 7) -> Path:
    """Draw a county of two years and load it."""
    policies = [load_policies()["sample_2024"]]
    years = range(YEAR.first.year - 1, YEAR.first.year + 1)
    synthesise(Bureau(shapes()["county"], insured, years, seed, policies), folder)
    for path in sorted((folder / "extracts").iterdir()):
        load(path, folder / "store")
    return folder / "store"


def trials() -> Iterator[Trial]:
    """Try forecasts on the last year of each of some counties."""
    for seed in SEEDS:
        with tempfile.TemporaryDirectory() as place:
            store = county(Path(place), TRIED, seed)
            with open_engine(store) as engine:
                yield from try_out(engine, promised(engine), YEAR)


def scan(engine: Embedded) -> None:
    """Read every value of the columns, and nothing else."""
    for table, columns in SCANNED.items():
        sums = ", ".join(f"sum(hash({name.strip()}))" for name in columns.split(","))
        engine.rows(f"SELECT {sums} FROM {table}")  # noqa: S608 — names of our own


def best(work: Callable[[], object]) -> float:
    """Return the shortest of a few runs, in seconds of the processor: others use the machine, too."""
    times = []
    for _ in range(_RUNS):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times)


def of_a_county(engine: Embedded) -> tuple[int, float]:
    """Answer a county's own targets: how many measures they ask for, and the seconds it took."""
    tables = read(TARGETS).tables
    begun = time.process_time()
    answers = answer(engine, tables, YEAR)
    taken = time.process_time() - begun
    asked = {
        question_of(row.measured)
        for of_table in answers
        for row in of_table
        if row.measured is not None
    }
    return len(asked), taken


def promised(engine: Engine) -> TargetTable:
    """A table that promises last year's values again, of what has a course through the year."""
    table = offers(YEAR.first.year)
    wanted = {library()[code].title for code in FORESEEN}
    rows = tuple(row for row in table.indicators if row.name in wanted)
    before = Period(date(YEAR.first.year - 1, 1, 1), date(YEAR.first.year - 1, 12, 31))
    (answers,) = answer(engine, [replace(table, indicators=rows)], before)
    again = (
        replace(
            each_answer.indicator,
            target=replace(each_answer.indicator.target, number=each_answer.actual),
        )
        for each_answer in answers
        if each_answer.actual is not None
    )
    return replace(table, indicators=tuple(again))


def main(store: Path) -> None:
    """Print how long all measures take, the scan, and whether the rows add up to the values."""
    with open_engine(store) as engine:
        assert isinstance(engine, Embedded)  # noqa: S101 — a benchmark of the embedded engine
        asked = [Asked(measure) for measure in library().values()]
        scanned = best(lambda: scan(engine))
        count, county_time = of_a_county(engine)
        begun = time.process_time()
        measured = take(engine, asked, YEAR)
        taken = time.process_time() - begun
        again = best(lambda: take(engine, asked, YEAR))
        wrong = []
        for question, answer in zip(asked, measured, strict=True):
            if answer.rows:
                rows = prove(engine, question, YEAR).rows
                sums = rows.aggregate(above=rows.above.sum(), below=rows.below.sum())
                (row,) = engine.fetch(sums).to_pylist()
                if (row["above"] or 0, row["below"] or 0) != (
                    answer.above,
                    answer.below,
                ):
                    wrong.append(answer.code)
    valued = sum(
        1 for answer in measured if answer.value is not None or answer.day is not None
    )
    print(f"{len(asked)} measures, {valued} with a value, in seconds of processor time")
    print(
        f"a county's {count}, first: {county_time:.1f}, {county_time / scanned:.1f} bare scans"
    )
    print(f"all after them: {taken:.1f}, {taken / scanned:.1f} bare scans")
    print(f"all again: {again:.1f}, {again / scanned:.1f} bare scans")
    print(f"a bare scan of the columns read: {scanned:.2f}")
    print(f"proofs that do not add up: {wrong or 'none'}")
    tried = list(trials())
    for kind, (right, of) in held(tried).items():
        print(f"intervals of {kind}s: {right} of {of} hold, {right / of:.0%}")
    contrary = sum(trial.contrary for trial in tried)
    print(f"verdicts contrary to what came: {contrary} of {len(tried)}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as place:
            main(county(Path(place)))
