"""How sure the reading of forms is that no dialect was written for: rows right, marked and not.

Forms are drawn anew (`tests/properties/unseen.py`, seeds no test looks at) and printed in every
layout; the made-up forms of other bureaus are read where their folder is there. Ends with 1 where
more than one row in fifty is wrong without a mark.
"""

import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from jixiao import chinese
from jixiao.documents.readers.text import read_text
from jixiao.reading import read_opened
from jixiao.settings import Settings

sys.path.insert(0, str(Path(__file__).parents[1]))
drawn = import_module("tests.properties.unseen")
prints = import_module("tests.properties.unseen_prints")
made_up = import_module("tests.properties.unseen_examples")

SEEDS = range(1000, 1030)
MOST_WRONG = 0.02


@dataclass
class Calibration:
    """Rows of many forms: how many there are, and how many were read right and wrong, by sureness."""

    rows: int = 0
    right_sure: int = 0
    right_unsure: int = 0
    wrong_sure: int = 0
    wrong_unsure: int = 0

    @property
    def read(self) -> int:
        """Every row that was read."""
        wrong = self.wrong_sure + self.wrong_unsure
        return self.right_sure + self.right_unsure + wrong

    def line(self, title: str) -> str:
        """The shares as a row of the table in docs/benchmarks.md."""
        right = self.right_sure + self.right_unsure
        sure = self.right_sure + self.wrong_sure
        unsure = self.right_unsure + self.wrong_unsure
        shares = (
            _share(right, self.rows),
            _share(self.wrong_sure, self.read),
            _share(self.right_unsure, right),
            _share(self.right_sure, sure),
            _share(self.right_unsure, unsure),
        )
        return f"| {title} | {' | '.join(shares)} |"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "—"


def add(total: Calibration, form: Any, text: str) -> None:
    """Read a form as text and count its rows."""
    reading = read_opened(read_text(text.encode(), "form.txt", "0" * 64, Settings()))
    wanted = {
        (chinese.key(row.name), chinese.key(row.value), row.aspect) for row in form.rows
    }
    total.rows += len(form.rows)
    for row in (row for table in reading.tables for row in table.indicators):
        key = (chinese.key(row.name), chinese.key(row.target.text), row.aspect or "")
        kind = "right" if key in wanted else "wrong"
        field = f"{kind}_{'unsure' if row.evidence.unsure else 'sure'}"
        setattr(total, field, getattr(total, field) + 1)


def examples() -> Calibration:
    """The made-up forms of other bureaus."""
    scores = [made_up.score(name) for name in made_up.names()]
    unsure = sum(score.right_and_unsure for score in scores)
    wrong_sure = sum(score.wrong_and_sure for score in scores)
    return Calibration(
        rows=sum(score.rows for score in scores),
        right_sure=sum(score.right for score in scores) - unsure,
        right_unsure=unsure,
        wrong_sure=wrong_sure,
        wrong_unsure=sum(score.extra for score in scores) - wrong_sure,
    )


def main() -> int:
    """Print the table; 1 where rows that are wrong lack a mark too often."""
    print(
        "| as | right | wrong, no mark | right, marked | sure: right | unsure: right |"
    )
    print("|---|---|---|---|---|---|")
    worst = 0.0
    for title, print_as in prints.LAYOUTS.items():
        total = Calibration()
        for form in map(drawn.unseen, SEEDS):
            add(total, form, print_as(form))
        print(total.line(title), flush=True)
        worst = max(worst, total.wrong_sure / max(1, total.read))
    for title, print_as in prints.WRAPPED.items():
        total = Calibration()
        for form in map(drawn.unseen, SEEDS):
            add(total, form, print_as(form))
        print(total.line(title), flush=True)
    if made_up.names():
        print(examples().line("forms of other bureaus, made up"))
    return int(worst > MOST_WRONG)


if __name__ == "__main__":
    sys.exit(main())
