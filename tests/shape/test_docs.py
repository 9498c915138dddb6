"""Generated docs are fresh, links lead somewhere, and transcripts are what a person sees."""

import re
from pathlib import Path

import pytest

from jixiao.checks import library
from jixiao.cli.main import app
from tests.conftest import ROOT
from tests.generated_docs import REFERENCE, RULES, TRANSCRIPTS, pages, with_transcripts

LONGEST_README = 600
"""Words; the links do not count."""


@pytest.mark.parametrize(
    "name",
    [
        # Thousands of wordings are asked for this one.
        pytest.param(name, marks=[pytest.mark.slow] * (name == "matches.md"))
        for name in sorted(pages())
    ],
)
def test_a_generated_page_is_fresh(name: str):
    assert pages()[name]() == (REFERENCE / name).read_text("utf-8"), "run make docs"


def test_no_other_page_pretends_to_be_generated():
    assert set(pages()) == {path.name for path in REFERENCE.iterdir()}


def test_links_lead_to_files():
    broken = {
        str(path.relative_to(ROOT)): links
        for path in documents()
        if (links := broken_links(path))
    }

    assert {} == broken


def documents() -> list[Path]:
    """Every page of the project; what lies in hidden folders is not of it."""
    tops = [top for top in ROOT.iterdir() if not top.name.startswith(".")]
    folders = [page for top in tops if top.is_dir() for page in top.rglob("*.md")]
    return sorted([*ROOT.glob("*.md"), *folders])


def broken_links(path: Path) -> list[str]:
    text = re.sub(r"`[^`\n]*`", "", path.read_text("utf-8"))
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    return [link for link in links if not (path.parent / link).exists()]


@pytest.mark.parametrize("page", TRANSCRIPTS, ids=lambda path: path.name)
def test_a_transcript_is_what_a_person_sees(page: Path):
    text = page.read_text("utf-8")

    assert "```console" in text
    assert text == with_transcripts(text), "run make docs"


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_the_readme_names_every_command(readme: str):
    text = (ROOT / readme).read_text("utf-8")
    unnamed = {"checks", "measures", "dialects"}  # lists that other pages lead to

    assert set() == set(app.commands) - unnamed - set(re.findall(r"[a-z]+", text))


def test_the_readme_is_short():
    words = re.findall(
        r"[\w'/.-]+",
        re.sub(r"\]\([^)]*\)", "]", (ROOT / "README.md").read_text("utf-8")),
    )

    assert len(words) <= LONGEST_README


def test_every_rule_of_the_study_is_answered_by_a_check():
    answered = {rule for entry in library().values() for rule in entry.rule.split()}
    known = {
        f"{letter}{n:02d}"
        for letter, count in RULES.items()
        for n in range(1, count + 1)
    }

    assert set() == known - answered
    assert set() == answered - known
