"""Generated docs are fresh, links lead somewhere, and the README's transcript is what one sees."""

import re
from pathlib import Path

import pytest

from jixiao.checks import library
from tests.conftest import ROOT
from tests.generated_docs import READMES, REFERENCE, RULES, pages, with_transcripts

DOCUMENTS = sorted(p for p in ROOT.rglob("*.md") if ".venv" not in p.parts)


@pytest.mark.parametrize("name", sorted(pages()))
def test_a_generated_page_is_fresh(name: str):
    assert pages()[name] == (REFERENCE / name).read_text("utf-8"), "run make docs"


def test_no_other_page_pretends_to_be_generated():
    assert set(pages()) == {path.name for path in REFERENCE.iterdir()}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_to_files(path: Path):
    text = re.sub(r"`[^`\n]*`", "", path.read_text("utf-8"))
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)

    assert [] == [link for link in links if not (path.parent / link).exists()]


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_the_transcript_of_the_readme_is_what_one_sees(readme: Path):
    text = readme.read_text("utf-8")

    assert "```console" in text
    assert text == with_transcripts(text), "run make docs"


def test_every_rule_of_the_study_is_answered_by_a_check():
    answered = {rule for entry in library().values() for rule in entry.rule.split()}
    known = {f"{letter}{n:02d}" for letter, count in RULES.items() for n in range(1, count + 1)}

    assert set() == known - answered
    assert set() == answered - known
