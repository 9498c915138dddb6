"""What was planted beside what was found."""

import csv
from collections.abc import Iterable
from pathlib import Path


def differences(answers: Path, faults: Iterable[tuple[str, str, bool]]) -> list[str]:
    """Give in words where findings (kind, words, sure) are not as the answers say."""
    faults = [*faults]
    wrong = []
    with answers.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            of_it = [
                sure
                for k, says, sure in faults
                if k == row["kind"] and row["words"] in says
            ]
            expected = {"应发现": [True], "应待核": [False], "应放过": []}[
                row["expected"]
            ]
            if of_it != expected:
                wrong.append(f"{row} {of_it}")
    return wrong
