"""Every entry finds what its page says, and spares what it says."""

from pathlib import Path

import pytest

from jixiao.checks import Check, Dossier, library, run
from jixiao.documents import open_document
from jixiao.reading import read_opened
from tests.drawn import drawn, few, wrong
from tests.spec_document import beside, document
from tests.spec_page import read_page

CHECKS = list(library().values())
EXAMPLES = [(entry, example) for entry in CHECKS for example in read_page(entry.page)]


def test_a_page_finds_and_spares():
    def is_whole(entry: Check) -> None:
        examples = list(read_page(entry.page))
        assert any(example.finds for example in examples)
        assert any(not example.finds for example in examples)
        title = f"# {entry.code} {entry.title}\n"
        assert entry.page.read_text("utf-8").startswith(title)

    assert CHECKS
    assert {} == wrong(CHECKS, is_whole, lambda entry: entry.code)


@drawn
@pytest.mark.parametrize(
    ("entry", "example"),
    few(EXAMPLES),
    ids=[f"{entry.code} {example.title}" for entry, example in few(EXAMPLES)],
)
def test_an_entry_finds_what_its_page_says(tmp_path: Path, entry: Check, example):
    path = tmp_path / "example.txt"
    path.write_text(document(example.blocks), "utf-8")
    paper = open_document(path)
    dossier = Dossier(read_opened(paper), paper, beside(example.blocks))

    report = run(dossier, [entry])

    facts = [
        {name: str(finding.facts[name]) for name in expected}
        for finding, expected in zip(report.findings, example.finds, strict=False)
    ]
    assert (len(example.finds), example.finds) == (len(report.findings), facts)
    assert () == report.unchecked
    for finding in report.findings:
        assert finding.evidence
        assert finding.message
        assert finding.suggestion
