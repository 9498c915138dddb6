"""Generated docs are fresh, links lead somewhere, and the README's transcript is what one sees."""

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.generated_docs import READMES, REFERENCE, pages, with_transcripts

DOCUMENTS = sorted(p for p in ROOT.rglob("*.md") if ".venv" not in p.parts)


@pytest.mark.parametrize("name", sorted(pages()))
def test_a_generated_page_is_fresh(name: str):
    assert pages()[name] == (REFERENCE / name).read_text("utf-8"), "run make docs"


def test_no_other_page_pretends_to_be_generated():
    assert set(pages()) == {path.name for path in REFERENCE.iterdir()}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_to_files(path: Path):
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text("utf-8"))

    assert [] == [link for link in links if not (path.parent / link).exists()]


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_the_transcript_of_the_readme_is_what_one_sees(readme: Path):
    text = readme.read_text("utf-8")

    assert "```console" in text
    assert text == with_transcripts(text), "run make docs"
