"""Generated docs are fresh, links lead somewhere, and the README's transcript is what one sees."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.generated_docs import REFERENCE, pages

DOCUMENTS = sorted(p for p in ROOT.rglob("*.md") if ".venv" not in p.parts)
READMES = [ROOT / "README.md", ROOT / "README.zh.md"]


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
    blocks = re.findall(r"```console\n(.*?)```", readme.read_text("utf-8"), re.DOTALL)
    commands = [block.removeprefix("$ ").split("\n", 1) for block in blocks]
    shown = [(line, text) for line, text in commands if line.startswith(".venv/bin/jixiao ")]

    assert shown
    for line, text in shown:
        run = subprocess.run(
            [sys.executable, "-m", "jixiao.cli.main", *line.split()[1:]],
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert _plain(text) == _plain(run.stdout)


def _plain(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())
