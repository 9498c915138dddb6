"""A synthetic county from nothing to a settled year, and its settlement against its limits and peers.

The settlement is measured against a bare scan of the columns it reads, against pandas doing the same
(the results are compared to the fen), and against one claim after another in plain Python. Ratios of
one run count, seconds do not. `python benchmarks/settlement.py 280000` measures a whole county.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import Any

from measuring import best

from jixiao.fund.benefits import CLAIM, OPTIONAL, load_policies, settle
from jixiao.fund.benefits.entry import BasicEntry, Case, Steps
from jixiao.fund.benefits.law import LawBook
from jixiao.fund.intake import load
from jixiao.fund.resettling.resettlement import resettle
from jixiao.fund.store.opening import open_engine
from jixiao.fund.synthesis import Bureau, shapes, synthesise

POLICY = load_policies()["sample_2024"]
PERSONS = 100_000
KEYS = ["insutype", "psn_type", "psn_idet_type", "med_type", "hosp_lv", "filing"]
"""The codes of a claim that decide what the sample policy says of it."""
SAMPLE = 20_000
"""Claims of the plain loop, which is slow."""


def timed(name: str, work: Callable[[], Any]) -> Any:
    """Do something and print how long it took."""
    begun = time.perf_counter()
    result = work()
    print(f"{name:34} {time.perf_counter() - begun:8.1f} s", flush=True)
    return result


def stepped(base: Any, frame: Any, name: str) -> Any:
    """Give what rates rising at steps make of an amount, in pandas."""
    count = sum(column.startswith(f"{name}_from_") for column in frame.columns)
    parts = (
        (base - frame[f"{name}_from_{n}"]).clip(lower=0) * frame[f"{name}_rise_{n}"]
        for n in range(count)
    )
    return (reduce(lambda left, right: left + right, parts) + 5_000) // 10_000


def capped(frame: Any, raw: Any, cap: str, keys: list[str]) -> Any:
    """Cut payments at a year's limit, in pandas."""
    key_columns = [frame[key] for key in keys]
    limit = frame[cap].groupby(key_columns).cummax()
    beyond = (raw.groupby(key_columns).cumsum() - limit).clip(lower=0)
    over = beyond.groupby(key_columns).cummax()
    return raw - (over - over.groupby(key_columns).shift(fill_value=0))


def parameters(frame: Any) -> Any:
    """Give what the sample policy says of each combination of codes, a row for each."""
    import pandas as pd  # noqa: PLC0415 — a peer

    book = LawBook([POLICY])
    asked = dict(zip(KEYS, KEYS, strict=True)) | {"dise_no": "", "cvlserv_flag": "0"}
    rows = []
    for codes in frame[KEYS].drop_duplicates().itertuples(index=False):
        said = dict(zip(KEYS, codes, strict=True))
        case = Case(**{name: said.get(name, value) for name, value in asked.items()})
        decision = book.decide(0, case)
        if decision.benefit is None:
            continue
        level = next(
            n for n in POLICY.levels[case.hosp_lv] if n in decision.benefit.steps
        )
        lines = decision.benefit.lines.get(level, (0,))
        rows.append(
            said
            | {f"line_{n}": lines[min(n, len(lines)) - 1] for n in (1, 2, 3)}
            | {
                "annual": decision.benefit.annual_lines.get(level, 0),
                "accumulator": decision.benefit.accumulator,
                "of_line": decision.benefit.deductible_accumulator.replace(
                    "{level}", level
                ),
                "cap": decision.benefit.caps.year,
                "further": decision.benefit.further,
            }
            | steps("band", adjusted(decision.benefit, level, case))
            | {
                name: value
                for code, entry in decision.layers.items()
                for name, value in (
                    steps(code, entry.steps) | {f"{code}_most": entry.caps.year}
                ).items()
            }
        )
    return pd.DataFrame(rows)


def adjusted(entry: BasicEntry, level: str, case: Case) -> Steps:
    """Give the rates of a level as a case changes them."""
    return tuple(
        (start, entry.adjustment.rate(rate, case)) for start, rate in entry.steps[level]
    )


def steps(name: str, said: Steps) -> dict[str, int]:
    """Give each step's start and its rate's rise above the step below, in ten-thousandths."""
    rates = [0, *(int(rate * 10_000) for _, rate in said)]
    starts = {f"{name}_from_{n}": start for n, (start, _) in enumerate(said)}
    return starts | {
        f"{name}_rise_{n}": rates[n + 1] - rates[n] for n in range(len(said))
    }


def in_pandas(claims: Any) -> Any:
    """Settle by the sample policy in pandas: what the fund pays of each claim, by setl_id."""
    frame = claims.sort_values(["psn_no", "year", "setl_time", "setl_id"])
    frame["inscp_amt"] = frame["inscp_amt"].astype("int64")
    frame["psn_idet_type"] = frame["psn_idet_type"].fillna("")
    frame = frame.merge(parameters(frame), "left", KEYS)
    covered = frame["accumulator"].notna()
    numbers = [
        *frame.columns[frame.columns.str.contains("_from_|_rise_|_most|line_[123]")]
    ]
    numbers += ["annual", "cap"]
    frame[numbers] = frame[numbers].fillna(0).astype("int64")
    frame[["accumulator", "of_line"]] = frame[["accumulator", "of_line"]].fillna("")
    inside = frame["inscp_amt"].where(covered, 0)
    year = ["psn_no", "year"]
    scheme = [*year, "insutype"]
    visit = frame.groupby([*scheme, "accumulator"]).cumcount()
    line = frame["line_1"].where(
        visit == 0, frame["line_2"].where(visit == 1, frame["line_3"])
    )
    annual = frame["annual"]
    part = inside.where(annual > 0, 0)
    after = part.groupby([frame[key] for key in (*scheme, "of_line")]).cumsum()
    taken = after.clip(upper=annual) - (after - part).clip(upper=annual)
    deducted = taken.where(annual > 0, inside.clip(upper=line))
    raw = stepped(inside - deducted, frame, "band").where(covered, 0)
    fund = capped(frame, raw, "cap", [*scheme, "accumulator"])
    further = frame["further"].fillna(value=False).astype(bool)
    for code in POLICY.fields:
        personal = (frame["inscp_amt"] - fund).where(further, 0)
        so_far = personal.groupby([frame[key] for key in scheme]).cumsum()
        raw = stepped(so_far, frame, code) - stepped(so_far - personal, frame, code)
        frame[f"{code}_most"] = frame[f"{code}_most"].where(further, 0)
        fund = fund + capped(frame, raw, f"{code}_most", scheme)
    return dict(zip(frame["setl_id"], fund, strict=True))


def main() -> None:
    """Measure and print."""
    insured = int(sys.argv[1]) if len(sys.argv) > 1 else PERSONS
    bureau = Bureau(shapes()["county"], insured, range(2026, 2027), 7, [POLICY])
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        folder = Path(name)
        rows = timed(
            f"synthesise {insured:,} insured", lambda: synthesise(bureau, folder)
        )
        files = sorted((folder / "extracts").iterdir())
        timed(
            f"load {sum(rows.values()):,} rows",
            lambda: [load(f, folder) for f in files],
        )
        with open_engine(folder) as engine:
            comparison = timed(
                "settle, compare and keep", lambda: resettle(engine, [POLICY])
            )
            print(
                f"agreeing to the fen                {comparison.agreeing:,} of {comparison.claims:,} claims"
            )
            claims = engine.table("net_claims").select(*CLAIM, *OPTIONAL)
            read = claims.aggregate(
                **{name: claims[name].max() for name in claims.columns}
            )
            scan = best(lambda: engine.fetch(read))
            paid = settle(engine, claims, [POLICY])
            ours = best(lambda: settle(engine, claims, [POLICY]))
            print(
                f"the settlement alone               {comparison.claims / ours:,.0f} claims/s"
            )
            print(
                f"  with their lines                 {rows['FEE_LIST_D'] / ours:,.0f} lines/s"
            )
            print(f"  against a bare scan              {ours / scan:.1f} times")
            frame = engine.fetch(claims).to_pandas()
            begun = time.perf_counter()
            fund = in_pandas(frame)
            pandas = time.perf_counter() - begun
            sums = paid.aggregate(fund=paid.fund_pay_sumamt.sum())
            (whole,) = engine.fetch(sums).to_pylist()
            same = (
                "the same to the fen"
                if sum(fund.values()) == whole["fund"]
                else "NOT THE SAME"
            )
            print(
                f"  pandas against it                {pandas / ours:.1f} times, {same}"
            )
            sample = engine.fetch(claims.order_by("psn_no").limit(SAMPLE)).to_pylist()
        sys.path.insert(0, str(Path(__file__).parents[1]))
        from tests.fund.benefits.sequential import settle_slowly  # noqa: PLC0415 — a peer

        begun = time.perf_counter()
        settle_slowly(sample, [POLICY])
        each = (time.perf_counter() - begun) / len(sample)
        print(
            f"  one after another against it     {each * comparison.claims / ours:.1f} times"
        )


if __name__ == "__main__":
    main()
