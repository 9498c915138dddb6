"""What a desk's stories have in common: persons of their own, rows of tables, and the answers."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from jixiao.fund.synthesis.faults import write_rows
from jixiao.fund.synthesis.places import HOME

Row = dict[str, Any]
TRUTH, TWIN = "truth", "decoy"
RESIDENT = {"insutype": "390", "psn_type": "50"}
_ANSWER = ("planted", "what", "expected", "key")


@dataclass(slots=True)
class Plot:
    """What is written of a year at some hospitals, and what is to be found or spared of it.

    `mark` keeps the numbers of one desk's stories apart from those of others.
    """

    mark: str
    year: int
    hospitals: Sequence[Row]
    first_person: int
    rows: dict[str, list[Row]] = field(default_factory=dict)
    answers: list[tuple[str, str, str, str]] = field(default_factory=list)
    persons: int = 0

    def add(self, code: str, row: Row) -> None:
        """Write a row of a table."""
        self.rows.setdefault(code, []).append(row)

    def person(self) -> str:
        """Insure another person from the first of January on; returns the number."""
        self.persons += 1
        number = f"9901{self.first_person + self.persons:08}"
        self.add("PSN_INSU_D", {
            "psn_no": number, "psn_name": f"示例{self.persons}", **RESIDENT,
            "gend": str(1 + self.persons % 2), "brdy": date(1960, 5, 1),
            "begndate": date(self.year, 1, 1), "insu_admdvs": HOME,
        })  # fmt: skip
        return number

    def hospital(self, nth: int = 0) -> Row:
        """Return what a row says of a hospital, by its place."""
        place = self.hospitals[nth % len(self.hospitals)]
        names = ("fixmedins_code", "fixmedins_name", "hosp_lv")
        return {name: place[name] for name in names}

    def answer(self, kind: str, expected: str, key: str, twin_of: str = "") -> None:
        """Write down what is to be found of a row, and as what it must not be taken."""
        if expected:
            self.answers.append((TRUTH, kind, expected, key))
        if twin_of:
            self.answers.append((TWIN, kind, twin_of, key))

    def write(self, folder: Path, extracts: Path, answers: str) -> None:
        """Write the tables beside those of the year, and the answers."""
        for code, rows in self.rows.items():
            names = dict.fromkeys(name for row in rows for name in row)
            whole = [{name: row.get(name) for name in names} for row in rows]
            likes = sorted(extracts.glob(f"{code}-{self.year}*.parquet"))
            stem = f"{code}-{self.year}-{self.mark}"
            write_rows(extracts / f"{stem}.parquet", whole, likes[0] if likes else None)
        with (folder / "answers" / answers).open(
            "w", encoding="utf-8-sig", newline=""
        ) as file:
            writer = csv.writer(file)
            writer.writerow(_ANSWER)
            writer.writerows(self.answers)


def hospitals_of(extracts: Path) -> Sequence[Row]:
    """Return the hospitals of the place itself, as its register has them."""
    register = pq.read_table(extracts / "FIXMEDINS_B.parquet").to_pylist()
    return [
        row
        for row in register
        if row["fix_blng_admdvs"] == HOME and row["fixmedins_type"] == "1"
    ]
