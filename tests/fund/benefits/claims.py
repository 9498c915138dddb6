"""Claims for tests: one by hand, or many at random."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import duckdb
import ibis
import pyarrow as pa
from ibis import ir
from ibis.expr.operations import InMemoryTable

from jixiao.fund.benefits import CLAIM, OPENING, OPTIONAL, Policies, closing, settle

Row = dict[str, Any]


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


Used = dict[tuple[str, int, str, str], int]
_PLANS: dict[tuple[str, tuple[int, ...], bool], tuple[Any, Policies, str]] = {}


def _run(
    verb: Callable[..., ir.Table],
    claims: list[Row],
    policies: Policies,
    opening: Used | None,
) -> list[Row]:
    """Run a verb of the settlement in DuckDB; each set of policies is compiled once."""
    key = (verb.__name__, tuple(map(id, policies)), opening is not None)
    schema = CLAIM.to_pyarrow()
    for name, value in OPTIONAL.items():
        schema = schema.append(
            pa.field(name, pa.string() if isinstance(value, str) else pa.int64())
        )
    if key not in _PLANS:
        con = duckdb.connect()
        used = None if opening is None else ibis.table(OPENING, name="opening")
        rows = verb(ibis.table(ibis.schema(schema), name="claims"), policies, used)
        for table in rows.op().find(InMemoryTable):
            con.register(table.name, table.data.to_pyarrow(table.schema))
        _PLANS[key] = (con, policies, str(ibis.to_sql(rows, dialect="duckdb")))
    con, _, sql = _PLANS[key]
    con.register(
        "claims",
        pa.Table.from_pylist([OPTIONAL | row for row in claims], schema=schema),
    )
    held = [
        dict(zip(OPENING.names, (*k, n), strict=True))
        for k, n in (opening or {}).items()
    ]
    con.register("opening", pa.Table.from_pylist(held, schema=OPENING.to_pyarrow()))
    rows = con.sql(sql).to_arrow_table()
    # DuckDB's sums of whole numbers are wider than 64 bits; Ibis narrows them where it fetches.
    return [
        {
            name: int(value) if isinstance(value, Decimal) else value
            for name, value in row.items()
        }
        for row in rows.to_pylist()
    ]


def settled(
    claims: list[Row], policies: Policies, opening: Used | None = None
) -> dict[str, Row]:
    """Settle in DuckDB; gives rows by setl_id."""
    return {row["setl_id"]: row for row in _run(settle, claims, policies, opening)}


def used_after(
    claims: list[Row], policies: Policies, opening: Used | None = None
) -> Used:
    """Give what the years have used after some claims."""
    return {
        (row["psn_no"], row["year"], row["kind"], row["name"]): row["amount"]
        for row in _run(closing, claims, policies, opening)
    }


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
