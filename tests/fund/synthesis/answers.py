"""How an audit did on what was planted: recall and precision of each rule."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PLANTED = {
    "hanging_bed": ("AD14", "AD15"),
    "split_stay": ("AD01",),
    "duplicate": ("CG02",),
    "wrong_sex": ("CD01",),
    "over_price": ("CG03",),
    "too_often": ("CG07",),
    "overlap": ("AD02",),
    "after_death": ("AD06",),
}
"""Which rules are to find what a bureau carries without being asked for faults."""


@dataclass(frozen=True)
class Rate:
    """A rule's counts: what was planted, how much of it is marked, all marks, marked twins."""

    planted: int
    matched: int
    marks: int
    decoys: int
    decoys_marked: int

    @property
    def recall(self) -> float:
        return self.matched / self.planted if self.planted else 1.0

    @property
    def precision(self) -> float:
        return self.matched / self.marks if self.marks else 1.0


def answered(answers: Path, marks: Iterable[Mapping[str, Any]]) -> dict[str, Rate]:
    """Hold the marks of an audit (rule, key) against the answers of a synthetic bureau."""
    truths: dict[str, set[str]] = defaultdict(set)
    decoys: dict[str, set[str]] = defaultdict(set)
    for row in _rows(answers / "faults.csv"):
        kind = truths if row["planted"] == "truth" else decoys
        kind[row["rule"]].add(row["key"])
    for row in _rows(answers / "planted.csv"):
        key = row["bkkp_sn"] or row["setl_id"]
        for rule in PLANTED.get(row["what"], ()):
            truths[rule].add(key)
    for row in _rows(answers / "lists.csv"):
        if row["name"] == "主要诊断标了两个":
            truths["CD06"].add(row["setl_id"])
    return _rates(truths, decoys, marks)


def answered_of_bundles(
    answers: Path, marks: Iterable[Mapping[str, Any]]
) -> dict[str, Rate]:
    """Hold the marks of the rules of dialysis against what is planted beside bundles."""
    truths: dict[str, set[str]] = defaultdict(set)
    decoys: dict[str, set[str]] = defaultdict(set)
    for row in _rows(answers / "bundles.csv"):
        kind = truths if row["planted"] == "truth" else decoys
        if row["expected"].startswith("DY"):
            kind[row["expected"]].add(row["key"])
    return _rates(truths, decoys, marks)


def _rates(
    truths: Mapping[str, set[str]],
    decoys: Mapping[str, set[str]],
    marks: Iterable[Mapping[str, Any]],
) -> dict[str, Rate]:
    marked: dict[str, set[str]] = defaultdict(set)
    for mark in marks:
        marked[mark["rule"]].add(mark["key"])
    return {
        rule: _rate(
            truths.get(rule, set()),
            decoys.get(rule, set()) - truths.get(rule, set()),
            marked[rule],
        )
        for rule in sorted({*truths, *marked})
    }


def _rate(truths: set[str], decoys: set[str], marked: set[str]) -> Rate:
    return Rate(
        len(truths),
        len(truths & marked),
        len(marked),
        len(decoys),
        len(decoys & marked),
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))
