"""The DRG grouper against an independent one: OpenDRG/DRG_Python (Apache-2.0), cloned by who runs this.

    python benchmarks/drg_against_open.py CLONE [SCHEME] [RECORDS]

Its rule files are converted into a scheme's tables, random records are grouped by both, and every
difference is counted. Nothing of it is part of this project.
"""

import importlib
import random
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

from jixiao.fund.grouping.cases import Case, cases_of
from jixiao.fund.grouping.drg.conversion import Converted, convert, write_tables
from jixiao.fund.grouping.drg.grouper import group
from jixiao.fund.grouping.drg.scheme import read_scheme

COUNT = 20_000
MOSTLY = 0.7
ADJACENT = 3
"""How long the code of an adjacent group is."""
_SHOWN = 10


class Codes:
    """The codes of a converted scheme, to draw records from."""

    def __init__(self, converted: Converted) -> None:
        self.of_set: dict[str, list[str]] = {}
        for name, code in converted.codes:
            self.of_set.setdefault(name, []).append(code.removeprefix("="))
        self.adjacent = [code for code, _, _ in converted.adrgs]
        self.severe = [code for code, _, _ in converted.severe]
        self.diagnoses = [c for n, cs in self.of_set.items() if "zd" in n for c in cs]
        self.operations = [
            c for n, cs in self.of_set.items() if "ss" in n or "手术" in n for c in cs
        ]

    def record(self, rng: random.Random) -> Case:
        """Draw a record that a group is near to, with complications and some newborns."""
        near = rng.choice(self.adjacent)
        set_diagnoses = self.of_set.get(f"{near}.adrg_zd") or self.diagnoses
        done = self.of_set.get(f"{near}.adrg_ss") or self.operations
        others = [
            rng.choice(self.severe if rng.random() < MOSTLY else self.diagnoses)
            for _ in range(rng.randrange(4))
        ]
        operations = [rng.choice(done)] if rng.random() < MOSTLY else []
        operations += [
            rng.choice(self.operations) for _ in range(rng.choice([0, 0, 1, 2]))
        ]
        numbers = {"sex": rng.choice([1, 2]), "age": rng.choice([0, 0, 3, 30, 70])}
        if numbers["age"] == 0:
            numbers["age_days"] = rng.choice([5, 28, 29, 200])
            numbers["birth_weight"] = rng.choice([1200, 1800, 2200, 3000])
        return Case([rng.choice(set_diagnoses), *others], operations, numbers=numbers)


def as_theirs(base: ModuleType, case: Case, *, words: bool) -> object:
    """Write a record as the other grouper takes it; `words` where it compares sex as a text."""
    numbers = case.numbers or {}
    sex = str(numbers["sex"]) if words else numbers["sex"]
    days, weight = numbers.get("age_days"), numbers.get("birth_weight")
    return base.MedicalRecord(
        case.key, sex, str(numbers["age"]), days, weight, "", 5, "1",
        list(case.diagnoses), list(case.operations),
    )  # fmt: skip


def main() -> None:
    """Group and compare."""
    clone = Path(sys.argv[1])
    name = sys.argv[2] if len(sys.argv) > 2 else "chs_drg_11"  # noqa: PLR2004 — the arguments
    count = int(sys.argv[3]) if len(sys.argv) > 3 else COUNT  # noqa: PLR2004 — as above
    converted = convert(clone / "drg_group" / name)
    with TemporaryDirectory() as folder:
        write_tables(converted, Path(folder) / "scheme", name, "OpenDRG/DRG_Python")
        scheme = read_scheme(Path(folder) / "scheme")
    sys.path.insert(0, str(clone))
    base = importlib.import_module(f"drg_group.{name}.Base")
    base.__dict__["MESSAGES"] = 0
    theirs = importlib.import_module(f"drg_group.{name}.Grouper")
    words = "gender=='" in "".join(
        path.read_text("utf-8").replace('"', "'").replace(" ", "")
        for path in (clone / "drg_group" / name / "MDC").glob("MDC[MN].py")
    )
    codes, rng = Codes(converted), random.Random(7)  # noqa: S311 — records, no secrets
    records = [codes.record(rng) for _ in range(count)]
    begun = time.process_time()
    expected = [theirs.group(as_theirs(base, each, words=words)) for each in records]
    slow = time.process_time() - begun
    cases = cases_of(records)
    group(scheme, cases)
    begun = time.process_time()
    grouped = group(scheme, cases)
    fast = time.process_time() - begun
    pairs = zip((grouped.code_of(n) for n in range(count)), expected, strict=True)
    unlike = Counter((ours, other) for ours, other in pairs if ours != other)
    # An adjacent group that has no group for a case is told by its own code there, as 0000 here.
    no_group = sum(
        n
        for (ours, other), n in unlike.items()
        if ours == "0000" and len(other or "") == ADJACENT
    )
    alike, others = count - sum(unlike.values()), sum(unlike.values()) - no_group
    gaps = len(converted.unread)
    print(f"{name}: {len(converted.adrgs)} adjacent groups, {gaps} not understood")
    print(
        f"{count:,} records: {alike:,} alike, {no_group} with no group, {others} unlike"
    )
    print(f"theirs {count / slow:,.0f} records/s, ours {count / fast:,.0f} records/s")
    for (ours, other), n in unlike.most_common(_SHOWN):
        print(f"  {n} times: {ours} here, {other} there")


if __name__ == "__main__":
    main()
