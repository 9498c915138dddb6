"""Final accounts: seconds from PDF to tables with amounts, against pdfplumber on the same files.

The documents are public and stand beside the project; without them nothing is measured. Both
sides take turns; pdfplumber gives cells and text only. How many of the amounts are right is a
test: tests/test_public_accounts.py.
"""

from functools import partial
from pathlib import Path

from measuring import ROOT, best_in_turn

from jixiao.documents import Source
from jixiao.documents.readers.pdf import read_pdf
from jixiao.reading import read_opened
from jixiao.settings import Settings

DOCUMENTS = ROOT.parent / "shared" / "documents"


def ours(path: Path, settings: Settings) -> None:
    """Read one file as far as its tables, amounts and narrative."""
    source = Source(path=path.name, sha256="", format="pdf")
    read_opened(read_pdf(path.read_bytes(), source, settings))


def pdfplumbers(path: Path) -> None:
    """Read one file as far as cells and text."""
    import pdfplumber  # noqa: PLC0415

    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_tables()
            page.extract_text()


def main() -> None:
    """Print the seconds of each document."""
    settings = Settings.load()
    for path in sorted(DOCUMENTS.glob("*.pdf")):
        works = {
            "ours": partial(ours, path, settings),
            "pdfplumber": partial(pdfplumbers, path),
        }
        seconds = best_in_turn(works)
        ratio = seconds["pdfplumber"] / seconds["ours"]
        taken = "，".join(f"{name} {time:.2f} s" for name, time in seconds.items())
        print(f"{path.stem[-10:]}：{taken}（{ratio:.1f} times as fast as pdfplumber）")


if __name__ == "__main__":
    main()
