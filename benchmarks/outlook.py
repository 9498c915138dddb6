"""How good forecasts and signals are on synthetic series, and how long a month takes on many rows.

python benchmarks/outlook.py            # forecasts, shocks and quiet series
python benchmarks/outlook.py 10000000   # and a month of that many settlements
"""

import resource
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import numpy as np

from jixiao.fund.outlook.festivals import festival_days
from jixiao.fund.outlook.forecast import Series, forecast, one_month_ahead
from jixiao.fund.outlook.foreseen import SEEN_BACK, keep_foreseen
from jixiao.fund.outlook.history import shift
from jixiao.fund.outlook.indicator import indicators, month_values
from jixiao.fund.outlook.looking_back import looking_back
from jixiao.fund.outlook.watching import watch
from jixiao.fund.records import NotLoaded
from jixiao.fund.store.engine import Embedded
from jixiao.fund.store.opening import open_scratch

FIRST = date(2020, 1, 1)
MONTHS, AHEAD, SERIES = 72, 12, 40
SHOCK, AT, STEP = 1.25, 66, 30
TIMES, WITHIN, AT_ONCE = 2, 3, 1.1
JUNE = date(2026, 6, 1)


def draw(seed: int, months: int = MONTHS, shock: float = 1.0) -> Series:
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
        values.append(round(np.exp(log) * (shock if n >= AT else 1)))
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
    offset = MONTHS - len(above)
    for n, ratio in enumerate(above):
        late = sum(r >= 1 for r in above[max(n - WITHIN + 1, 0) : n + 1])
        raised = (ratio >= 1 and late >= TIMES) or ratio >= AT_ONCE
        if raised and not stands:
            begins.append(n + offset)
        stands = raised or (stands and ratio >= 1)
    return begins


def shocks() -> None:
    """Print how many planted shocks are warned of within two months, and false alarms of quiet series."""
    in_time = sum(
        any(AT <= n <= AT + 1 for n in warned(draw(s, shock=SHOCK)))
        for s in range(SERIES)
    )
    alarms = [len(warned(draw(seed))) for seed in range(SERIES)]
    years = (MONTHS - 36) / 12
    print(f"shocks of {SHOCK - 1:.0%}: {in_time} of {SERIES} warned of within 2 months")
    print(
        f"quiet series: {sum(alarms) / SERIES / years:.2f} warnings a year,"
        f" at most {max(alarms) / years:.2f} (wanted: at most 1 each)"
    )


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
    forecasts()
    shocks()
    if len(sys.argv) > 1:
        many_rows(int(sys.argv[1]))
