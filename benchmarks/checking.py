"""What checking costs against reading, and which changed numbers it notices in sound documents.

Reads the sample documents beside the project where they are, else the examples. Ratios of one
run count, seconds do not. With `--mutations` only the changed numbers are counted.
"""

import sys
import tempfile
from collections import defaultdict
from functools import partial
from pathlib import Path

from measuring import ROOT, best, documents
from mutating import Outcome, judged, outcomes

from jixiao.checks import Check, Dossier, library, run
from jixiao.documents import open_document
from jixiao.findings import Severity
from jixiao.publication import judge_documents, write_html
from jixiao.reading import read_opened

DEAREST = 8
CHANGES = 200
"""How many numbers are changed in each document."""
FAULTLESS = ROOT.parent / "shared" / "examples" / "checks"
SOUND = ("02-*.txt", "25-*.txt", "26-*.txt")
"""The one-fault documents whose fault is none."""


def ask(entry: Check, dossiers: list[Dossier]) -> None:
    """Ask one check of all dossiers."""
    for dossier in dossiers:
        run(dossier, [entry])


BUDGET = Path(__file__).with_name("sound_budget.txt")
"""A department budget whose tables and narrative agree."""
TARGETS = Path(__file__).with_name("sound_targets.txt")
"""Two target tables and a self-evaluation without a fault."""


def sound_documents() -> list[Path]:
    """The documents whose numbers are changed: those without a fault, else the examples."""
    faultless = [path for name in SOUND for path in sorted(FAULTLESS.glob(name))]
    examples = sorted((ROOT / "examples" / "documents").glob("*/*.txt"))
    return [BUDGET, TARGETS, *(faultless or examples)]


def print_mutations() -> None:
    """Print, by part, what share of changed numbers is noticed, and what is told of sound ones."""
    by_part: dict[str, list[Outcome]] = defaultdict(list)
    grave = 0
    paths = sound_documents()
    for path in paths:
        text = path.read_text("utf-8")
        grave += sum(f.severity is not Severity.ADVICE for f in judged(text)[1])
        for outcome in outcomes(text, CHANGES):
            of_budget = "budget, " if path == BUDGET else ""
            by_part[f"{of_budget}{outcome.part}"].append(outcome)
    for part, changes in by_part.items():
        noticed = sum(change.noticed for change in changes)
        elsewhere = sum(change.elsewhere for change in changes)
        share = noticed / len(changes)
        print(
            f"{part:30} {share:.0%} of {len(changes)} noticed, {elsewhere} findings elsewhere"
        )
    print(f"errors, warnings a sound one   {grave / len(paths):.1f}")


def main() -> None:
    """Measure and print."""
    print_mutations()
    if "--mutations" in sys.argv:
        return
    paths = documents()
    opened = [open_document(path) for path in paths]
    dossiers = [Dossier(read_opened(document), document) for document in opened]
    tables = sum(len(dossier.tables) for dossier in dossiers)
    entries = list(library().values())
    reading = best(lambda: [read_opened(document) for document in opened])
    checking = best(lambda: [run(dossier, entries) for dossier in dossiers])
    judged, _ = judge_documents(paths, entries)
    with tempfile.TemporaryDirectory() as folder:
        page = best(lambda: write_html(judged, Path(folder) / "report.html"))
    each = {entry.code: best(partial(ask, entry, dossiers)) for entry in entries}
    print(f"documents, tables, checks      {len(paths)}, {tables}, {len(entries)}")
    print(f"after reading                  {tables / checking:.0f} tables/s")
    print(f"against reading                {checking / reading:.2f} times")
    print(f"the report as a page           {page / reading:.2f} times reading")
    for code in sorted(each, key=lambda code: -each[code])[:DEAREST]:
        print(f"  {code:28} {each[code] / checking:.1%} of checking")


if __name__ == "__main__":
    main()
