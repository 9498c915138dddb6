"""Find how wide intervals of forecasts must be, and whether they hold on counties they were not found on.

Synthetic counties of several sizes and seeds are drawn, each of three years; their courses are kept in
the folder that is given, so that a second run only counts. Factors come from FITTED and are written into
`src/jixiao/evaluation/widths.toml`; CHECKED say what they are worth. Nothing is fetched from anywhere.
"""

import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from jixiao.evaluation.forecasting import Claim
from jixiao.evaluation.midyear import standards
from jixiao.evaluation.widths import WIDTHS, widths
from jixiao.fund.benefits import load_policies
from jixiao.fund.intake import load
from jixiao.fund.store.opening import open_engine
from jixiao.fund.synthesis import Bureau, shapes, synthesise
from jixiao.measures import library
from jixiao.measures.calibrating import (
    PROMISES,
    Courses,
    Tried,
    Width,
    counted,
    courses_of,
    fit,
    try_courses,
)
from jixiao.measures.foreseeing import Months

YEARS = range(2024, 2027)
FITTED = (
    *((1000, seed) for seed in (*range(11, 15), 41, 42)),
    *((3000, seed) for seed in (*range(1, 6), *range(31, 34))),
    *((8000, seed) for seed in (*range(21, 24), 51)),
)
"""Counties, insured and seed, that factors are found on."""
CHECKED = (
    *((1000, seed) for seed in range(71, 75)),
    *((3000, seed) for seed in range(71, 75)),
    *((8000, seed) for seed in range(71, 73)),
)
"""Counties that they are tried on, none of them drawn before the factors stood."""
FORESEEN = (
    "AC01", "AC02", "AC03", "AC04", "AS01", "AS02", "AS03", "AS04", "AS05", "AS06", "AS07", "BE01", "BE03",
    "BE04", "BE05", "BE06", "BE07", "BE08", "BE09", "BE12", "BE13", "BE14", "BE15", "BE16", "BE17", "BE18",
    "BE21", "BE24", "BE28", "BE29", "BE30", "BE31", "BE33", "EN05", "FU01", "FU02", "FU03", "FU04", "FU05",
    "FU06", "FU13", "PD01", "SE01", "SE02", "SE06", "SE08", "SE13", "SE18", "SU04", "SU05", "SY01", "SY02",
    "SY04", "SY07", "SY08",
)  # fmt: skip
"""Measures that have a course in a synthetic county."""
_WAYS = {True: "by last year", False: "by this year alone"}
_HEAD = """# How much wider than Student's distribution makes them the intervals of forecasts must be, so that they hold
# what `likely` in monitoring.toml claims; `sure` the same of the ends beyond which something is called
# impossible (never below 1). Made by `make widths` (benchmarks/widths.py) from years of synthetic counties
# that are over; what they hold on other counties stands in docs/benchmarks.md. `by_last_year`: the course of
# the year before was known; `months`: from so many months that are over to so many; `tried`: forecasts.
"""


def courses(folder: Path, insured: int, seed: int) -> Courses:
    """Return the courses of a county; one that the folder does not hold is drawn."""
    kept = folder / f"{insured}-{seed}.json"
    if not kept.exists():
        with tempfile.TemporaryDirectory() as place:
            drawn_widths = _drawn(Path(place), insured, seed)
        rows = [
            [code, year, months.above, months.below, months.levels]
            for (code, year), months in sorted(drawn_widths.items())
        ]
        kept.write_text(json.dumps(rows), "utf-8")
    return {
        (code, year): Months(tuple(above), tuple(below), tuple(levels))
        for code, year, above, below, levels in json.loads(kept.read_text("utf-8"))
    }


def _drawn(folder: Path, insured: int, seed: int) -> Courses:
    policies = [load_policies()["sample_2024"]]
    synthesise(Bureau(shapes()["county"], insured, YEARS, seed, policies), folder)
    for path in sorted((folder / "extracts").iterdir()):
        if not path.name.startswith("FEE_LIST_D"):
            load(path, folder / "store")
    with open_engine(folder / "store") as engine:
        return courses_of(engine, [library()[code] for code in FORESEEN], YEARS)


def trials(
    folder: Path, counties: Iterable[tuple[int, int]], claim: Claim | None
) -> dict[tuple[int, int], list[Tried]]:
    """Try the forecasts of some counties."""
    return {each: list(try_courses(courses(folder, *each), claim)) for each in counties}


def printed(widths: Iterable[Width], counties: int) -> Iterator[str]:
    """Give the factors as the file that keeps them."""
    yield f"{_HEAD}\n[made]\ncounties = {counties}\n"
    for each in widths:
        yield (
            f"\n[[width]]\nkind = {json.dumps(each.kind)}\n"
            f"by_last_year = {json.dumps(each.by_last_year)}\n"
            f"months = [{each.months[0]}, {each.months[1]}]\n"
            f"by = {each.by:.2f}\nsure = {max(each.sure, 1):.2f}\ntried = {each.tried}\n"
        )


def left_out(
    made: Mapping[tuple[int, int], list[Tried]],
) -> Iterator[tuple[Tried, bool]]:
    """Say of each trial whether it holds by the factors of all counties but its own."""
    for county, its_own in made.items():
        fitted = fit(each for name, of in made.items() if name != county for each in of)
        by = {(each.kind, each.by_last_year, each.months): each.by for each in fitted}
        for each in its_own:
            yield each, each.needed <= by[each.width, each.by_last_year, each.group]


def report(tried: Sequence[Tried]) -> Iterator[str]:
    """Say how many intervals held, and how many verdicts were contrary to what came."""
    for (kind, known, months), (held, of) in sorted(counted(tried).items()):
        way = f"{kind}, {_WAYS[known]}, months {months[0]}–{months[1]}"
        yield f"{way}: {held} of {of} hold, {held / of:.1%}"
    for known, way in _WAYS.items():
        some = [each for each in tried if each.by_last_year is known]
        for kind in sorted({each.kind for each in some}):
            holds = [each.holds for each in some if each.kind == kind]
            yield f"{kind}, {way}: {sum(holds) / len(holds):.1%} of {len(holds)} hold"
        said = sum(each.verdicts for each in some)
        wrong = sum(each.contrary for each in some)
        asked = len(some) * len(PROMISES) * 2
        share = f"{wrong / max(said, 1):.2%}"
        yield f"verdicts, {way}: of {asked} {said} sure, {wrong} contrary, {share}"


def main(folder: Path) -> None:
    """Find the factors, keep them, and say what they hold elsewhere."""
    folder.mkdir(parents=True, exist_ok=True)
    plain = Claim(float(standards()["limits"]["likely"]))
    fitted = trials(folder, FITTED, plain)
    kept = "".join(
        printed(fit(each for of in fitted.values() for each in of), len(FITTED))
    )
    WIDTHS.write_text(kept, "utf-8")
    widths.cache_clear()
    print(f"{len(FITTED)} counties, each by the factors of the others:")
    held = list(left_out(fitted))
    for kind in sorted({each.kind for each, _ in held}):
        of_kind = [holds for each, holds in held if each.kind == kind]
        print(f"{kind}: {sum(of_kind) / len(of_kind):.1%} of {len(of_kind)}")
    print(f"{len(CHECKED)} counties that no factor was found on:")
    for line in report(
        [t for of in trials(folder, CHECKED, None).values() for t in of]
    ):
        print(line)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("out/widths"))
