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
from jixiao.fund.benefits.parameters import PolicyParameters
from jixiao.fund.intake import load
from jixiao.fund.resettling.resettlement import resettle
from jixiao.fund.store.opening import open_engine
from jixiao.fund.synthesis import Bureau, shapes, synthesise

POLICY = load_policies()["sample_2024"]
PERSONS = 100_000
SAMPLE = 20_000
"""Claims of the plain loop, which is slow."""


def timed(name: str, work: Callable[[], Any]) -> Any:
    """Do something and print how long it took."""
    begun = time.perf_counter()
    found = work()
    print(f"{name:34} {time.perf_counter() - begun:8.1f} s", flush=True)
    return found


def stepped(base: Any, frame: Any, name: str) -> Any:
    """Give what rates rising at steps make of an amount, in pandas."""
    count = sum(column.startswith(f"{name}_from_") for column in frame.columns)
    parts = (
        (base - frame[f"{name}_from_{n}"]).clip(lower=0) * frame[f"{name}_rise_{n}"]
        for n in range(count)
    )
    return (reduce(lambda one, other: one + other, parts) + 5_000) // 10_000


def capped(frame: Any, raw: Any, cap: str, keys: list[str]) -> Any:
    """Cut payments at a year's limit, in pandas."""
    own = [frame[key] for key in keys]
    limit = frame[cap].groupby(own).cummax()
    beyond = (raw.groupby(own).cumsum() - limit).clip(lower=0)
    over = beyond.groupby(own).cummax()
    return raw - (over - over.groupby(own).shift(fill_value=0))


def in_pandas(claims: Any) -> Any:
    """Settle by the sample policy in pandas: what the fund pays of each claim, by setl_id."""
    import pandas as pd  # noqa: PLC0415 — a peer

    known = PolicyParameters([POLICY])
    frame = claims.sort_values(["psn_no", "year", "setl_time", "setl_id"])
    frame["inscp_amt"] = frame["inscp_amt"].astype("int64")
    frame["level"] = frame["hosp_lv"].map(known.levels).fillna("一级")
    identity = frame["psn_idet_type"].fillna("")
    frame["identity"] = identity.where(identity.isin(known.identities), "")
    frame["servant"] = "0"
    rows = pd.DataFrame(known.basic_rows).drop(columns=["valid_from", "valid_to"])
    frame = frame.merge(rows, "left", known.basic_keys)
    covered = frame["benefit"].notna()
    numbers = [*rows.select_dtypes("number").columns]
    frame[numbers] = frame[numbers].fillna(0).astype("int64")
    frame["accumulator"] = frame["accumulator"].fillna("")
    frame["dedc_accumulator"] = frame["dedc_accumulator"].fillna("")
    inside = frame["inscp_amt"].where(covered, 0)
    year = ["psn_no", "year"]
    visit = frame.groupby([*year, "accumulator"]).cumcount()
    line = frame["dedc_1"].where(
        visit == 0, frame["dedc_2"].where(visit == 1, frame["dedc_3"])
    )
    annual = frame["dedc_annual"]
    part = inside.where(annual > 0, 0)
    after = part.groupby([frame[key] for key in (*year, "dedc_accumulator")]).cumsum()
    taken = after.clip(upper=annual) - (after - part).clip(upper=annual)
    deducted = taken.where(annual > 0, inside.clip(upper=line))
    raw = stepped(inside - deducted, frame, "band").where(covered, 0)
    fund = capped(frame, raw, "cap", [*year, "accumulator"])
    further = frame["further"].fillna(value=False).astype(bool)
    for code in known.fields:
        rows = pd.DataFrame(known.layer_rows(code)).drop(
            columns=["valid_from", "valid_to"]
        )
        layer = frame.merge(rows, "left", known.layer_keys(code))
        numbers = [*rows.select_dtypes("number").columns]
        layer[numbers] = layer[numbers].fillna(0).astype("int64")
        own = (frame["inscp_amt"] - fund).where(further, 0)
        so_far = own.groupby([frame[key] for key in year]).cumsum()
        raw = stepped(so_far, layer, code) - stepped(so_far - own, layer, code)
        layer[f"{code}_most"] = layer[f"{code}_most"].where(further, 0)
        fund = fund + capped(layer, raw, f"{code}_most", year)
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
            told = timed("settle, compare and keep", lambda: resettle(engine, [POLICY]))
            print(
                f"agreeing to the fen                {told.agreeing:,} of {told.claims:,} claims"
            )
            claims = engine.table("net_claims").select(*CLAIM.names, *OPTIONAL)
            settled = settle(claims, [POLICY])
            paid = settled.aggregate(
                fund=settled.fund_pay_sumamt.sum(), rows=settled.count()
            )
            read = claims.aggregate(
                **{name: claims[name].max() for name in claims.columns}
            )
            scan = best(lambda: engine.fetch(read))
            ours = best(lambda: engine.fetch(paid))
            print(
                f"the settlement alone               {told.claims / ours:,.0f} claims/s"
            )
            print(
                f"  with their lines                 {rows['FEE_LIST_D'] / ours:,.0f} lines/s"
            )
            print(f"  against a bare scan              {ours / scan:.1f} times")
            frame = engine.fetch(claims).to_pandas()
            begun = time.perf_counter()
            fund = in_pandas(frame)
            pandas = time.perf_counter() - begun
            (whole,) = engine.fetch(paid).to_pylist()
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
            f"  one after another against it     {each * told.claims / ours:.1f} times"
        )


if __name__ == "__main__":
    main()
