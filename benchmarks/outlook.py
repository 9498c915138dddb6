"""How good forecasts and signals are on synthetic series, and how long a month takes on many rows.

python benchmarks/outlook.py              # forecasts, shocks, quiet series, chance
python benchmarks/outlook.py 10000000     # and a month of that many settlements
python benchmarks/outlook.py counties 4   # only: so many counties of each size, with a change and without
"""

import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
import pyarrow as pa

from jixiao.fund.benefits import load_policies
from jixiao.fund.intake import load
from jixiao.fund.outlook import library
from jixiao.fund.outlook.festivals import festival_days
from jixiao.fund.outlook.forecast import (
    LEAST_HISTORY,
    LEAST_KNOWN,
    Series,
    forecast,
    one_month_ahead,
)
from jixiao.fund.outlook.foreseen import SEEN_BACK, foresee_past, keep_foreseen
from jixiao.fund.outlook.history import shift
from jixiao.fund.outlook.indicator import indicators, month_values
from jixiao.fund.outlook.looking_back import looking_back
from jixiao.fund.outlook.set_limits import limits_on
from jixiao.fund.outlook.watching import watch
from jixiao.fund.parameters import load_parameter_sets
from jixiao.fund.records import NotLoaded
from jixiao.fund.store.embedded import Embedded
from jixiao.fund.store.opening import open_engine, open_scratch
from jixiao.fund.synthesis import Bureau, shapes, synthesise
from jixiao.fund.synthesis.shape import Shape

FIRST, THIRD_YEAR = date(2020, 1, 1), LEAST_HISTORY
MONTHS, AHEAD, SERIES = 72, 12, 40
SHOCKS, AT, STEP = (1.25, 1.5, 2.0), 66, 30
YEARS, SIZES, INSTITUTIONS = range(2024, 2027), (3_000, 10_000, 30_000), 40
SHOCKED = date(2026, 4, 1)
"""The month from which the watched county's shape plants its change."""
TIMES, WITHIN, AT_ONCE = 2, 3, 1.1
JUNE = date(2026, 6, 1)


Warned = tuple[str, str, date]
"""A warning that begins: its signal, where, since when."""


class Year(NamedTuple):
    """The warnings that begin in a year, and those that stand within two months of the change."""

    begun: set[Warned]
    soon: set[tuple[str, str]]


def draw(seed: int, months: int = MONTHS, shock: float = 1.0, at: int = AT) -> Series:
    """Draw a series: growth, a season of its own, a festival, autocorrelated noise, a policy step."""
    rng = np.random.default_rng(seed)
    season = rng.normal(0, 0.07, 12)
    festival = -rng.uniform(0.01, 0.03)
    growth, step = rng.normal(0.07, 0.04), rng.normal(0, 0.06)
    noise, before = rng.normal(0, 0.03, months), 0.0
    values = []
    for n in range(months):
        month = shift(FIRST, n)
        before = 0.3 * before + noise[n]
        log = 16 + growth * n / 12 + season[month.month - 1] + before
        log += festival * festival_days(month) + (step if n >= STEP else 0)
        values.append(round(np.exp(log) * (shock if n >= at else 1)))
    return Series(f"series {seed}", FIRST, tuple(values))


def forecasts() -> None:
    """Print the mean error against the same month a year before, and how many intervals hold."""
    errors, naive, whole, covered, judged = 0.0, 0.0, 0, 0, 0
    begun = time.perf_counter()
    for seed in range(SERIES):
        series = draw(seed)
        step = [shift(FIRST, STEP)]
        made = forecast(series.until(shift(FIRST, MONTHS - AHEAD - 1)), AHEAD, step)
        for n, foreseen in enumerate(made.months):
            place = MONTHS - AHEAD + n
            actual = series.values[place]
            errors += abs(actual - foreseen.expected)
            naive += abs(actual - series.values[place - 12])
            whole += actual
            covered += foreseen.low <= actual <= foreseen.high
            judged += 1
    seconds = time.perf_counter() - begun
    print(f"{SERIES} series, 60 months, 12 ahead: {seconds:.1f} s")
    print(f"  mean error {errors / whole:.2%}, seasonal naive {naive / whole:.2%}")
    print(f"  smaller by {1 - errors / naive:.0%} (wanted: a third)")
    print(f"  90 % intervals hold {covered / judged:.1%} (wanted: 85–95 %)")


def warned(series: Series) -> list[int]:
    """Return the months in which FO01 would begin to stand, by its limits."""
    actual = dict(zip(series.months, series.values, strict=True))
    above = [actual[f.month] / f.high for f in one_month_ahead(series)]
    begins, stands = [], False
    offset = len(series.values) - len(above)
    for n, ratio in enumerate(above):
        late = sum(r >= 1 for r in above[max(n - WITHIN + 1, 0) : n + 1])
        raised = (ratio >= 1 and late >= TIMES) or ratio >= AT_ONCE
        if raised and not stands:
            begins.append(n + offset)
        stands = raised or (stands and ratio >= 1)
    return begins


def shocks(months: int = MONTHS, at: int = AT) -> None:
    """Print how many planted shocks are warned of within two months, and false alarms of quiet series."""
    print(f"series of {months} months, FO01 alone:")
    for shock in SHOCKS:
        drawn = (draw(seed, months, shock, at) for seed in range(SERIES))
        in_time = sum(
            any(at <= n <= at + 1 for n in warned(county)) for county in drawn
        )
        print(f"  shocks of {shock - 1:.0%}: {in_time} of {SERIES} warned of within 2 months")  # fmt: skip
    alarms = [len(warned(draw(seed, months))) for seed in range(SERIES)]
    years = (months - LEAST_KNOWN) / 12
    print(
        f"  quiet: {sum(alarms) / SERIES / years:.2f} warnings a year,"
        f" at most {max(alarms) / years:.2f} (wanted: at most 1 each)"
    )


def counties(count: int) -> None:
    """Print how soon synthetic counties with a change are warned, and how often those without are."""
    watched = shapes()["watched"]
    begun = time.perf_counter()
    for insured in SIZES:
        changes_told, quiet = 0, []
        for seed in range(count):
            changed = _drawn(watched, insured, seed)
            changes_told += is_told(changed, watched)
            calm = msgspec.structs.replace(watched, shocks=())
            quiet.append(_drawn(calm, insured, seed).begun)
            calm_said = sorted(quiet[-1])
            print(f"  {insured:,}, seed {seed}: {sorted(changed.soon)}; quiet: {calm_said}", flush=True)  # fmt: skip
        print(of_size(insured, count, changes_told, quiet))
    print(f"{time.perf_counter() - begun:.0f} s")


def of_size(
    insured: int, count: int, changes_told: int, quiet: list[set[Warned]]
) -> str:
    """Say what counties of a size came to."""
    codes = Counter(code for each in quiet for code, _, _ in each)
    most = max(map(len, quiet))
    return (
        f"{count} counties of {insured:,}: a change told within 2 months in {changes_told}; quiet"
        f" {sum(codes.values()) / count:.2f} warnings a year, at most {most}, {dict(codes)} (wanted: at most 1)"
    )


def is_told(seen: Year, shape: Shape) -> bool:
    """Whether a warning stands where the first change is, within two months of it."""
    shock, *_ = shape.shocks
    return any(place == f"{shock.scheme}/{shock.care}" for _, place in seen.soon)


def _drawn(shape: Shape, insured: int, seed: int) -> Year:
    """Draw a county of three years and watch its last."""
    policies = [load_policies()[shape.shape.policy]]
    bureau = Bureau(shape, insured, YEARS, seed, policies)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        synthesise(bureau, folder)
        for code in ("SETL_D", "MDTRT_D", "FIXMEDINS_B", "FUND_MONTH_D"):
            for path in sorted((folder / "extracts").glob(f"{code}*.parquet")):
                load(path, folder)
        return watched_year(folder)


def watched_year(folder: Path) -> Year:
    """Watch each month of the third year of a folder's records."""
    warned_of: set[Warned] = set()
    soon: set[tuple[str, str]] = set()
    limits = limits_on(load_parameter_sets()["sample"].on(date(YEARS[-1], 12, 31)))
    with open_engine(folder) as engine:
        for month in range(1, 13):
            on = date(YEARS[-1], month, 1)
            records = looking_back(engine, on, SEEN_BACK)
            foresee_past(records, on)
            standing = watch(records, on, limits).standing
            warned_of |= {
                (s.signal.code, s.place, s.since)
                for s in standing
                if s.since.year == on.year
            }
            if on in (SHOCKED, shift(SHOCKED, 1)):
                soon |= {(s.signal.code, s.place) for s in standing}
    return Year(warned_of, soon)


def chance() -> None:
    """Print how often institutions that never change are called dearer, with and without chance."""
    for times in (0, 2):
        counts = Counter(_called(times))
        years = INSTITUTIONS * (THIRD_YEAR - 12 - WITHIN + 1) / 12
        print(
            f"{INSTITUTIONS} unchanged institutions, chance {times}: "
            + ", ".join(f"{code} {counts[code] / years:.2f} a year" for code in ("GR02", "PE01"))
        )  # fmt: skip


def _called(times: int) -> Iterator[str]:
    """Yield the code of each warning that begins among institutions drawn from one distribution."""
    rng = np.random.default_rng(7)
    limits = {"chance": times, "least_stays": 30}
    with tempfile.TemporaryDirectory() as name, open_scratch(Path(name)) as engine:
        engine.hold("drawn", _stays(rng))
        engine.run(_OF_STAYS)
        records = looking_back(engine, JUNE, THIRD_YEAR)
        for code in ("GR02", "PE01"):
            marks = library()[code].mark(records, {code: limits})
            rows = engine.fetch(marks.rows).to_pylist()
            stood = {(row["place"], row["on"]) for row in rows}
            for place, on in stood:
                if (place, shift(on, -1)) not in stood:
                    yield code


def _stays(rng: np.random.Generator) -> pa.Table:
    """Draw stays of one distribution: some twenty a month and institution, costs far from even."""
    counts = rng.poisson(20, (INSTITUTIONS, THIRD_YEAR))
    place, month = np.repeat(
        np.indices(counts.shape).reshape(2, -1), counts.ravel(), axis=1
    )
    fees = np.exp(rng.normal(8.5, 1.0, len(place))).round(2)
    return pa.table({"place": place, "month": month, "fees": fees})


_OF_STAYS = """
CREATE TABLE SETL_D AS SELECT
  CAST(row_number() OVER () AS VARCHAR) AS setl_id, CAST(row_number() OVER () AS VARCHAR) AS mdtrt_id,
  'P' AS psn_no, '390' AS insutype, '50' AS psn_type, 'H' || place AS fixmedins_code, '05' AS hosp_lv,
  TIMESTAMP '2023-07-10 10:00:00' + to_months(CAST(month AS INTEGER)) AS setl_time, '21' AS med_type,
  CAST(fees AS DECIMAL(16, 2)) AS medfee_sumamt, CAST(fees AS DECIMAL(16, 2)) AS inscp_amt,
  CAST(fees / 2 AS DECIMAL(16, 2)) AS fund_pay_sumamt
FROM drawn
"""
_SETTLED = """
CREATE TABLE SETL_D AS SELECT
  CAST(i AS VARCHAR) AS setl_id, CAST(i AS VARCHAR) AS mdtrt_id,
  CAST(hash(i) % 400000 AS VARCHAR) AS psn_no,
  CASE WHEN hash(i) % 10 < 8 THEN '390' ELSE '310' END AS insutype,
  CASE WHEN hash(i) % 10 < 8 THEN '50' ELSE '11' END AS psn_type,
  '990101' AS insu_admdvs, 'H' || (hash(i + 1) % 200) AS fixmedins_code,
  CAST((hash(i + 1) % 200) % 9 + 1 AS VARCHAR) AS hosp_lv,
  TIMESTAMP '2021-07-01' + to_days(CAST(hash(i + 2) % 1826 AS INTEGER)) AS setl_time,
  CASE WHEN hash(i + 3) % 100 < 8 THEN '21' WHEN hash(i + 3) % 100 < 25 THEN '14'
    ELSE '11' END AS med_type,
  CASE WHEN hash(i + 3) % 100 < 25 THEN 'D' || (hash(i + 5) % 300) END AS dise_no,
  CAST(100 + hash(i + 4) % 900000 / 100 AS DECIMAL(16, 2)) AS medfee_sumamt,
  CAST(80 + hash(i + 4) % 700000 / 100 AS DECIMAL(16, 2)) AS inscp_amt,
  CAST(50 + hash(i + 4) % 500000 / 100 AS DECIMAL(16, 2)) AS fund_pay_sumamt,
  CAST(50 + hash(i + 4) % 500000 / 100 AS DECIMAL(16, 2)) AS hifp_pay
FROM range({rows}) t(i)
"""


_ENROLLED = """
CREATE TABLE PSN_INSU_D AS SELECT
  CAST(i AS VARCHAR) AS psn_no, CASE WHEN i % 10 < 8 THEN '390' ELSE '310' END AS insutype,
  DATE '1935-01-01' + CAST(hash(i + 6) % 30000 AS INTEGER) AS brdy,
  DATE '2020-01-01' AS begndate, CAST(NULL AS DATE) AS enddate
FROM range(400000) t(i)
"""


def many_rows(rows: int) -> None:
    """Print how long all indicators and signals of a month take, against a bare scan."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_scratch(Path(folder)) as engine,
    ):
        engine.run("SET memory_limit = '1500MB'")
        engine.run(_SETTLED.format(rows=rows))
        engine.run(_ENROLLED)
        begun = time.perf_counter()
        engine.rows(
            "SELECT date_trunc('month', setl_time), insutype, sum(medfee_sumamt),"
            " sum(fund_pay_sumamt) FROM SETL_D GROUP BY ALL"
        )
        scanned = time.perf_counter() - begun
        begun = time.perf_counter()
        _month(engine)
        taken = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024
    print(f"{rows:,} settlements: all indicators and signals {taken:.1f} s,")
    print(f"  a bare scan {scanned:.1f} s, {peak:.1f} GB at most (wanted: 30 s, 2 GB)")


def _month(engine: Embedded) -> None:
    records = looking_back(engine, JUNE, SEEN_BACK)
    for entry in indicators().values():
        try:
            month_values(entry, entry.prove(records))
        except NotLoaded:
            continue
    keep_foreseen(records, JUNE)
    watch(records, JUNE)


if __name__ == "__main__":
    if sys.argv[1:2] == ["counties"]:
        counties(int(sys.argv[2]))
        sys.exit()
    forecasts()
    shocks()
    shocks(THIRD_YEAR, THIRD_YEAR - 9)
    chance()
    if len(sys.argv) > 1:
        many_rows(int(sys.argv[1]))
