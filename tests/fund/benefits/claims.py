"""Claims for tests: one by hand, or many at random."""

from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import Any

import ibis
import pyarrow as pa

from jixiao.fund.benefits import CLAIM, OPENING, OPTIONAL, Policies, closing, settle
from jixiao.fund.benefits.claim import FACTS, ITEM
from jixiao.fund.benefits.law import LawBook
from jixiao.fund.benefits.one_claim import settle_claim
from jixiao.fund.store.embedded import Embedded

Row = dict[str, Any]
Used = dict[tuple[str, int, str, str], int]


def claim(number: int, time: datetime, **said: Any) -> Row:
    """A resident's stay at a second-level hospital, unless said otherwise; amounts in fen."""
    row = {
        "setl_id": f"{number:06}", "psn_no": "1", "setl_time": time, "insutype": "390",
        "psn_type": "50", "psn_idet_type": "", "med_type": "21", "hosp_lv": "05",
        "filing": "local", "fulamt_ownpay_amt": 0, "overlmt_selfpay": 0, "preselfpay_amt": 0,
        "inscp_amt": 0,
    } | said  # fmt: skip
    outside = ("fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt", "inscp_amt")
    whole = {
        "medfee_sumamt": sum(row[name] for name in outside),
        "year": row["setl_time"].year,
    }
    return row | whole


def claim_table(claims: list[Row]) -> pa.Table:
    """Give claims as a store would hold them."""
    types = {
        "string": pa.string(), "int32": pa.int32(), "int64": pa.int64(),
        "timestamp": pa.timestamp("us"),
    }  # fmt: skip
    fields = [(name, types[kind]) for name, kind in CLAIM.items()]
    for name, value in OPTIONAL.items():
        fields.append((name, pa.string() if isinstance(value, str) else pa.int64()))
    items = {name for row in claims for name in row if name.startswith(ITEM)}
    fields += [(name, pa.int64()) for name in sorted(items)]
    fields += [
        (name, (types | {"date": pa.date32()})[kind]) for name, kind in FACTS.items()
    ]
    return pa.Table.from_pylist(
        [OPTIONAL | row for row in claims], schema=pa.schema(fields)
    )


@cache
def engine() -> Embedded:
    """An engine in memory, for all tests of a process."""
    return Embedded(ibis.duckdb.connect())


def _opening(used: Used | None) -> Any:
    if used is None:
        return None
    kinds = (pa.string(), pa.int32(), pa.string(), pa.string(), pa.int64())
    schema = pa.schema(list(zip(OPENING, kinds, strict=True)))
    held = [dict(zip(OPENING, (*k, n), strict=True)) for k, n in used.items()]
    return ibis.memtable(pa.Table.from_pylist(held, schema=schema))


def settled(
    claims: list[Row], policies: Policies, opening: Used | None = None
) -> dict[str, Row]:
    """Settle in DuckDB; gives rows by setl_id, what the claims say and what they are paid."""
    asked = ibis.memtable(claim_table(claims))
    paid = engine().fetch(settle(engine(), asked, policies, _opening(opening)))
    said = {row["setl_id"]: row for row in claims}
    return {row["setl_id"]: said[row["setl_id"]] | row for row in paid.to_pylist()}


def used_after(
    claims: list[Row], policies: Policies, opening: Used | None = None
) -> Used:
    """Give what the years have used after some claims."""
    asked = ibis.memtable(claim_table(claims))
    used = engine().fetch(closing(engine(), asked, policies, _opening(opening)))
    return {
        (row["psn_no"], row["year"], row["kind"], row["name"]): row["amount"]
        for row in used.to_pylist()
    }


def settled_one_by_one(claims: list[Row], policies: Policies) -> dict[str, Row]:
    """Settle claim after claim as the counter does, uncompiled; gives rows by setl_id."""
    book = LawBook(policies)
    states: dict[tuple[str, int], dict[str, int]] = {}
    rows = {}
    for row in sorted(claims, key=lambda row: (row["setl_time"], row["setl_id"])):
        key = (row["psn_no"], row["year"])
        outcome = settle_claim(book, states.get(key, {}), row)
        states[key] = dict(outcome.state)
        benefit = outcome.decision.benefit
        said = {"benefit": benefit and benefit.name, "reason": outcome.decision.reason}
        rows[row["setl_id"]] = row | said | dict(outcome.payments)
    return rows


def histories(seed: int, persons: int = 150) -> list[Row]:
    """Lives of two or three years, dense enough to reach start lines and limits."""
    draw = Random(seed)
    rows = []
    for person in range(persons):
        insutype = draw.choice(["390", "390", "310", "340", "510"])
        psn_type = draw.choice(
            ["11", "21"] if insutype == "310" else ["41", "50", "60"]
        )
        identity = draw.choice(["", "", "7019", "7131", "9999"])
        rich = draw.choice([1, 1, 10, 60])
        for _ in range(draw.randint(1, 14)):
            time = datetime(2023, 11, 1) + timedelta(
                minutes=draw.randrange(60 * 24 * 520)
            )
            if draw.random() < 0.05:
                identity = draw.choice(["", "7019", "7202"])
            inside = draw.choice(
                [0, draw.randint(1, 99), draw.randint(10_000, 900_000) * rich]
            )
            rows.append(
                claim(
                    len(rows), time, psn_no=f"P{person}", insutype=insutype, psn_type=psn_type,
                    psn_idet_type=identity, inscp_amt=inside,
                    med_type=draw.choice(["11", "14", "21", "21", "52", "41"]),
                    hosp_lv=draw.choice(["02", "05", "08", "11", "14"]),
                    filing=draw.choice(["local", "local", "referral", "unfiled"]),
                    fulamt_ownpay_amt=draw.randint(0, 5000), preselfpay_amt=draw.randint(0, 9000),
                )
            )  # fmt: skip
    draw.shuffle(rows)
    return rows
