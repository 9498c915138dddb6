"""Faults that audit rules are for, and their innocent twins, written out as visits with their bills.

`faults.toml` tells each as a small story; here a story is drawn some times over, with what it leaves
open drawn anew, as rows of the tables that bureaus export. The answers name the rows to be found.
"""

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from jixiao.fund.synthesis.fault_drawing import (
    LISTED_SINCE,
    Drawing,
    Plot,
    code_of,
    to_number,
)
from jixiao.fund.synthesis.fault_stories import Row, Story, faults

_MOST_FEW = 3


def draw_faults(
    year: int, institutions: Sequence[Row], times: int, rng: np.random.Generator
) -> Plot:
    """Draw each fault and each twin some times over; returns rows by table, and the answers.

    An answer is the rule, whether its row is a truth or a decoy, what the row is, and its number.
    """
    plot = Plot(year, institutions, rng)
    for fault in faults():
        for point in fault.points:
            plot.add(
                "KB_POINT",
                _point(fault.rule, len(plot.rows.get("KB_POINT", ())), point),
            )
        for nth in range(min(times, _MOST_FEW) if fault.few else times):
            Drawing(plot, fault, nth, fault.case, "truth").draw()
            for twin in fault.twins:
                Drawing(plot, fault, nth, twin, "decoy").draw()
    return plot


def _point(rule: str, number: int, said: Story) -> Row:
    other = said.get("other")
    return {
        "kp_id": f"ZZ{number:05}",
        "kind": said["kind"],
        "hilist_code": code_of(rule, said.get("code", "a")),
        "other_code": code_of(rule, other) if other else None,
        "by_prefix": "1" if said.get("prefix") else "0",
        "allowed": said.get("allowed"),
        "least": to_number(said.get("least")),
        "most": to_number(said.get("most")),
        "span": said.get("span"),
        "begndate": LISTED_SINCE,
        "batch": "示例批次",
    }


def write_rows(path: Path, rows: Sequence[Row], like: Path | None) -> None:
    """Write rows as Parquet, in the columns of a file that is there, and their own beside."""
    if like is None:
        pq.write_table(pa.Table.from_pylist([*rows]), path)
        return
    schema = pa.schema([each.with_nullable(True) for each in pq.read_schema(like)])
    added = [name for name in rows[0] if name not in schema.names]
    for name in added:
        stated = pa.array([row.get(name) for row in rows])
        schema = schema.append(pa.field(name, stated.type))
    pq.write_table(pa.Table.from_pylist([*rows], schema), path)


def write_fault_answers(
    path: Path, answers: Sequence[tuple[str, str, str, str]]
) -> None:
    """Write which rows which rule is to find, and which it is to spare."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["rule", "planted", "about", "key"])
        writer.writerows(answers)
