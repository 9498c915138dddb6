"""What a newcomer, a reviewer or the public would trip over in the tree."""

import re
import subprocess
import unicodedata
from pathlib import Path

import pytest

import jixiao
from jixiao.targets import dialects
from tests.conftest import ROOT, SEEDS

RUN = 36
HALF = RUN // 2


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [
        ROOT / name
        for name in listed.stdout.split("\n")
        if name and (ROOT / name).is_file()
    ]


def ideographs(text: str) -> str:
    return re.sub(r"[^\u4e00-\u9fff]", "", text)


@pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the sample documents are not beside the project"
)
def test_no_sentence_of_the_samples_is_repeated():
    samples = [ideographs(path.read_text("utf-8")) for path in SEEDS.glob("*.txt")]
    runs, halves = (
        {text[i : i + size] for text in samples for i in range(len(text) - size + 1)}
        for size in (RUN, HALF)
    )
    repeats = []
    for path in tracked():
        whole = path.read_text("utf-8", errors="ignore")
        # The labels of a form, each a string of its own, are no sentence.
        pieces = whole.split('"') if path.suffix == ".toml" else [whole]
        texts = [ideographs(piece) for piece in pieces]
        # A run holds a whole piece of half its length wherever a text is cut into such pieces.
        if any(
            text[i : i + RUN] in runs
            for text in texts
            if any(text[i : i + HALF] in halves for i in range(0, len(text), HALF))
            for i in range(len(text) - RUN + 1)
        ):
            repeats.append(path.relative_to(ROOT))

    assert [] == repeats


def test_no_machine_path_or_registry_is_named():
    hosts = re.compile(
        "files.python" + "hosted|py" + r"pi\.org|registry\.npm" + "js|deb.deb" + "ian"
    )
    paths = re.compile(r"(?<![\w.])/(?:work|farm|ro" + "ot)/")
    texts = {path: path.read_text("utf-8", errors="ignore") for path in tracked()}

    assert [] == [
        p.name for p, text in texts.items() if hosts.search(text) or paths.search(text)
    ]


def test_public_names_are_what_the_door_lists():
    assert [] == [name for name in jixiao.__all__ if not hasattr(jixiao, name)]
    with pytest.raises(AttributeError):
        _ = jixiao.nothing_of_the_kind


def test_no_two_labels_of_a_dialect_are_the_same_words():
    for dialect in dialects().values():
        words = [label.words for label in dialect.labels]

        assert len(words) == len(set(words)), dialect.code


WHOLE = {
    "unseen_forms",
    "consoles",
    "documents",
    "findings_on_samples",
    "fund_examples",
    "known_causes",
    "one_fault_documents",
    "public_accounts",
    "sound_accounts",
    "spec_pages",
    "stories",
    "truth",
}
"""Tests of many stages at once; those of the whole installation stand in `tests/system`."""
OF_NO_MODULE = {"properties", "shape", "system"}


def test_every_test_module_stands_where_its_module_does():
    sources = ROOT / "src" / "jixiao"
    strange = []
    for path in (ROOT / "tests").rglob("test_*.py"):
        place = path.relative_to(ROOT / "tests").parent
        name = path.stem.removeprefix("test_")
        if OF_NO_MODULE & set(place.parts) or (place == Path() and name in WHOLE):
            continue
        module = sources / place / name
        its_package = place.name == name and (sources / place).is_dir()
        if not (module.with_suffix(".py").is_file() or module.is_dir() or its_package):
            strange.append(str(path.relative_to(ROOT)))

    assert [] == strange


TEMPLATES = ROOT / "src" / "jixiao" / "web" / "templates"
WRITERS = ROOT / "src" / "jixiao" / "publication" / "writers"
WIDEST_TEMPLATE_LINE = 120
"""In columns of a screen: a Chinese character takes two."""


def columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "FW" else 1 for sign in line)


def test_every_line_of_a_template_fits_a_screen():
    wide = [
        f"{path.name}:{number}"
        for folder in (TEMPLATES, WRITERS / "templates")
        for path in sorted(folder.iterdir())
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1)
        if columns(line) > WIDEST_TEMPLATE_LINE
    ]

    assert [] == wide


VIEWS = ROOT / "src" / "jixiao" / "web" / "views"


def test_a_view_and_its_templates_bear_one_name():
    templates = "".join(path.read_text("utf-8") for path in TEMPLATES.glob("*.html"))
    included = re.findall(r'\{% include "(\w+)\.html"', templates)
    rendered = [
        (path.stem, template)
        for path in sorted(VIEWS.glob("*.py"))
        for template in re.findall(r'"(\w+)\.html"', path.read_text("utf-8"))
        if template not in included
    ]

    assert rendered
    assert [] == [
        (view, template)
        for view, template in rendered
        if not template.startswith(view.removesuffix("s"))
    ]
