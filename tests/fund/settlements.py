"""Extracts of SETL_D for tests: claims printed as a platform exports them, in yuan."""

import csv
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from jixiao.fund.benefits import load_policies
from jixiao.fund.records.netting import fund_fields
from jixiao.fund.records.reconciliation import Part, Reconciliation
from jixiao.fund.resettling.resettlement import Comparison
from tests.fund.benefits.claims import Row, histories, settled

SAMPLE = [load_policies()["sample_2024"]]
_PART = Part("standing", 1234, 100, 50)
QUIET = Comparison(
    reconciliation=Reconciliation(replace(_PART, status=""), (_PART,), 0),
    first=date(2025, 1, 1), last=date(2025, 12, 31), claims=1234, persons=900, agreeing=1234,
    unpaid=(), unsettled=(), touched=0, paid=dict.fromkeys(fund_fields(), 0) | {"hifp_pay": 123_456},
    again=dict.fromkeys(fund_fields(), 0) | {"hifp_pay": 123_456},
    causes=(), groups=(), balance=None, notes=(),
)  # fmt: skip
"""A year that agrees with what was paid, as a comparison by hand."""
_PAID = ("hifp_pay", "hifob_pay", "hifmi_pay", "maf_pay", "act_pay_dedc")


def paid_year(seed: int) -> list[Row]:
    """Claims as a platform that follows the sample policy would have paid them."""
    return [dict(row) for row in _paid_year(seed)]


@cache
def _paid_year(seed: int) -> list[Row]:
    known = {"310", "340", "390"}
    claims = [c for c in histories(seed, persons=60) if c["insutype"] in known]
    claims = [c | {"filing": "local"} for c in claims]
    paid = settled(claims, SAMPLE)
    return [c | {name: paid[c["setl_id"]][name] for name in _PAID} for c in claims]


def extract(path: Path, rows: list[Row]) -> Path:
    """Print claims as an extract of SETL_D, in yuan."""
    rest = {"fixmedins_code": "H1", "refd_setl_flag": "0"}
    whole = [{"mdtrt_id": row["setl_id"]} | rest | row for row in rows]
    names = [
        n
        for n in dict.fromkeys(n for row in whole for n in row)
        if n not in ("year", "filing")
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, extrasaction="ignore")
        writer.writeheader()
        for row in whole:
            yuan = {n: f"{v / 100:.2f}" for n, v in row.items() if isinstance(v, int)}
            writer.writerow(row | yuan)
    return path


def negative(row: Row, **said: object) -> Row:
    """Give a cancellation of a settlement: every amount negative."""
    money = {n: -v for n, v in row.items() if isinstance(v, int) and n != "year"}
    return row | money | {"refd_setl_flag": "1"} | said


def write_table(path: Path, text: str) -> Path:
    """Write a small extract as it stands."""
    path.write_text(text, "utf-8")
    return path
