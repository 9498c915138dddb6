"""A county's year from its stored tables: extracts loaded, then each step as the commands take it.

The cases of `grouping.py` are written as a bureau's extracts, loaded, and read back by every step;
nothing is handed on in memory. The first step cleans the records, the others find them clean, and so
does the catalogue when it is built once more. Seconds by the clock and of the processor, once.
`python benchmarks/grouping_stored.py 1000000` takes more than 200,000.
"""

import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from grouping import OPERATIONS, YEARS, drawn
from tests.fund.payment.terms import terms

from jixiao.fund.grouping.cases import AGE, DAYS, SEX, CaseCodes, Cases
from jixiao.fund.grouping.dip.building import build
from jixiao.fund.grouping.dip.catalogue import Catalogue
from jixiao.fund.grouping.drg.scheme import SCHEMES, read_scheme
from jixiao.fund.grouping.steps import build_catalogue, group_by_drg, group_year
from jixiao.fund.intake import load
from jixiao.fund.payment.kept_points import value_groups
from jixiao.fund.payment.kept_year import settle_county
from jixiao.fund.store.opening import open_engine

STORED = 200_000
"""How many of the cases are written as extracts, loaded, and taken through a year from the tables."""
HOSPITALS, WARM = 40, 3_000


def written_as_extracts(cases: Cases, folder: Path) -> list[Path]:
    """Write cases as the tables that a bureau exports, in Parquet."""
    count = len(cases)
    keys = [f"S{n:07}" for n in range(count)]
    days = [
        date(int(year), 1 + n % 12, 2 + n % 26) for n, year in enumerate(cases.years)
    ]
    began = [
        day - timedelta(int(n))
        for day, n in zip(days, cases.numbers[:, DAYS], strict=True)
    ]
    yuan = [Decimal(int(cost)).scaleb(-2) for cost in cases.costs]
    fund = [Decimal(int(cost) * 65 // 100).scaleb(-2) for cost in cases.costs]
    hospitals = [f"H{n % HOSPITALS:02}" for n in range(count)]
    born = [
        day - timedelta(365 * int(age))
        for day, age in zip(days, cases.numbers[:, AGE], strict=True)
    ]
    shared = {
        "mdtrt_id": keys,
        "psn_no": keys,
        "fixmedins_code": hospitals,
        "med_type": ["21"] * count,
    }
    settled = {
        "setl_id": keys,
        **shared,
        "insutype": ["390"] * count,
        "psn_type": ["50"] * count,
        "hosp_lv": ["02"] * count,
        "insu_admdvs": ["990100"] * count,
        "fix_blng_admdvs": ["990100"] * count,
        "begndate": began,
        "enddate": days,
        "setl_time": [f"{day} 10:00:00" for day in days],
        "pay_loc": ["2"] * count,
        "medfee_sumamt": yuan,
        "inscp_amt": yuan,
        "hifp_pay": fund,
        "fund_pay_sumamt": fund,
        "refd_setl_flag": ["0"] * count,
    }
    visits = {
        **shared,
        "gend": [str(sex) for sex in cases.numbers[:, SEX]],
        "brdy": born,
        "begntime": [f"{day} 09:00:00" for day in began],
        "endtime": [f"{day} 09:00:00" for day in days],
        "dscg_way": ["1"] * count,
    }
    tables = {
        "SETL_D": settled,
        "MDTRT_D": visits,
        "SETL_LIST_DIAG_D": coded(
            cases.diagnoses, keys, "setl_list_diag_id", "maindiag_flag", "diag_code"
        ),
        "SETL_LIST_OPRN_D": coded(
            cases.operations,
            keys,
            "setl_list_oprn_id",
            "main_oprn_flag",
            "oprn_oprt_code",
        ),
        "OPRN_B": {
            "oprn_oprt_code": OPERATIONS,
            "oprn_oprt_name": OPERATIONS,
            "oprn_type": [str(1 + n % 3) for n in range(len(OPERATIONS))],
        },
    }
    paths = []
    for name, columns in tables.items():
        paths.append(folder / f"{name}.parquet")
        pq.write_table(pa.table(columns), paths[-1])
    return paths


def coded(
    codes: CaseCodes, keys: list[str], key: str, main: str, code: str
) -> dict[str, list[str]]:
    """Return the rows of a list's codes, the first of each case its main one."""
    counts = np.diff(codes.starts)
    owners = np.repeat(np.arange(len(keys)), counts)
    is_first = np.zeros(len(owners), bool)
    is_first[codes.starts[:-1][counts > 0]] = True
    stays = [keys[n] for n in owners.tolist()]
    return {
        key: [f"R{n:08}" for n in range(len(owners))],
        "setl_id": stays,
        "mdtrt_id": stays,
        main: ["1" if first else "0" for first in is_first.tolist()],
        code: [codes.names[n] for n in codes.codes.tolist()],
        **({"diag_type": ["1"] * len(owners)} if code == "diag_code" else {}),
    }


def timed(title: str, count: int, work: Callable[[], object]) -> None:
    """Do a step once and print its seconds by the clock, and of the processor."""
    begun, at_work = time.perf_counter(), time.process_time()
    work()
    seconds, busy = time.perf_counter() - begun, time.process_time() - at_work
    rates = (
        f"{count / seconds:12,.0f} cases/s {count / busy:12,.0f} a processor's second"
    )
    print(f"{title:34}{seconds:8.2f} s {busy:8.2f} s {rates}", flush=True)


def measure(folder: Path, cases: Cases) -> None:
    """Take a county from its stored tables to a clearing, and to DRG groups."""
    year, rules = YEARS[-1], terms()
    count, of_year = len(cases), int((cases.years == YEARS[-1]).sum())
    fund = int(cases.costs[cases.years == year].sum()) * 65 // 100
    with open_engine(folder) as engine:
        timed(
            "DIP catalogue of three years",
            count,
            lambda: build_catalogue(engine, YEARS, rules),
        )
        timed("points of its groups", count, lambda: value_groups(engine, rules))
        timed("a year grouped", of_year, lambda: group_year(engine, year, rules))
        timed(
            "a year cleared",
            of_year,
            lambda: settle_county(engine, year, rules, fund, None),
        )
        scheme = read_scheme(SCHEMES / "sample")
        timed(
            "DRG of three years",
            count,
            lambda: group_by_drg(engine, YEARS, rules, scheme),
        )
        timed(
            "DIP catalogue once more",
            count,
            lambda: build_catalogue(engine, YEARS, rules),
        )
        scan = engine.table("SETL_D").medfee_sumamt.sum().as_table()
        timed("a bare sum of stored costs", count, lambda: engine.fetch(scan))


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else STORED
    # What is compiled when it is first asked for is not to be timed.
    build(drawn(WARM), YEARS, terms(), Catalogue(()))
    cases = drawn(count)
    with TemporaryDirectory() as place:
        extracts = written_as_extracts(cases, Path(place))
        county = Path(place) / "county"
        timed(
            "extracts loaded (Parquet)",
            count,
            lambda: [load(path, county) for path in extracts],
        )
        measure(county, cases)


if __name__ == "__main__":
    main()
