"""Tables checked a second after reading, what each check costs, and against reading them.

Reads the sample documents beside the project where they are, else the examples. Ratios of one
run count, seconds do not.
"""

import tempfile
from functools import partial
from pathlib import Path

from measuring import best, documents

from jixiao.checks import Check, Dossier, library, run
from jixiao.documents import open_document
from jixiao.publication import judge_documents, write_html
from jixiao.reading import read_opened

DEAREST = 8


def ask(entry: Check, dossiers: list[Dossier]) -> None:
    """Ask one check of all dossiers."""
    for dossier in dossiers:
        run(dossier, [entry])


def main() -> None:
    """Measure and print."""
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
