"""What `jixiao new` writes is good as it is written."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

from jixiao.checks import Check, Dossier, run
from jixiao.cli import starter
from jixiao.cli.main import main
from jixiao.cli.starter import KINDS, next_code
from jixiao.documents import open_document
from jixiao.errors import FaultyEntry, JixiaoError
from jixiao.fund.benefits import load_policies
from jixiao.fund.records.marking import MarkingEntry
from jixiao.fund.store.opening import open_scratch
from jixiao.measures import Measure
from jixiao.measures.measuring import Asked, take
from jixiao.publication import write_form
from jixiao.reading import read_document, read_opened
from jixiao.targets import dialects
from jixiao.targets.dialect import _dialects
from tests import measure_page
from tests.conftest import ROOT
from tests.drawn import drawn
from tests.fund.records.test_marking import marked
from tests.spec_document import document
from tests.spec_page import read_page


@pytest.fixture
def imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """Import a module that was written to the test's folder."""
    monkeypatch.syspath_prepend(str(tmp_path))
    names: list[str] = []

    def load(name: str) -> ModuleType:
        names.append(name)
        return import_module(name)

    yield load
    for name in names:
        del sys.modules[name]


def test_a_new_check_finds_and_spares_what_its_page_says(
    tmp_path: Path, imported, capsys
):
    assert 0 == main(
        ["new", "check", "new_check", "--family", "values", "--to", str(tmp_path)]
    )

    check = imported("new_check").new_check
    assert isinstance(check, Check)
    assert check.code in capsys.readouterr().out
    facts = []
    for example in read_page(check.page):
        path = tmp_path / "example.txt"
        path.write_text(document(example.blocks), "utf-8")
        opened = open_document(path)
        report = run(Dossier(read_opened(opened), opened), [check])
        facts.append(
            (example.finds, [{"count": str(f.facts["count"])} for f in report.findings])
        )
    assert [([{"count": "3"}], [{"count": "3"}]), ([], [])] == facts


def test_a_new_measure_gives_what_its_page_says(tmp_path: Path, imported):
    words = [
        "new",
        "measure",
        "new_measure",
        "--family",
        "activities",
        "--title",
        "参加人次",
    ]
    assert 0 == main([*words, "--to", str(tmp_path)])

    measure = imported("new_measure").new_measure
    assert isinstance(measure, Measure)
    with open_scratch(tmp_path) as engine:
        for example in read_page(measure.page):
            measure_page.load_example(engine, example)
            (measured,) = take(engine, [Asked(measure)], measure_page.period(example))
            assert [
                measure_page.as_printed(measured, example.finds[0])
            ] == example.finds


@drawn(one_of=2)
@pytest.mark.parametrize(
    ("kind", "family"), [("rule", "admission"), ("signal", "reserves")]
)
def test_a_new_rule_or_signal_marks_what_its_page_says(
    tmp_path: Path, imported, kind: str, family: str
):
    assert 0 == main(
        ["new", kind, f"new_{kind}", "--family", family, "--to", str(tmp_path)]
    )

    entry = getattr(imported(f"new_{kind}"), f"new_{kind}")
    assert isinstance(entry, MarkingEntry)
    with open_scratch(tmp_path) as engine:
        marks = [
            example.finds == marked(engine, entry, example)
            for example in read_page(entry.page)
        ]
    assert [True, True] == marks


def test_a_new_policy_loads_and_says_how_to_use_it(tmp_path: Path, capsys):
    assert 0 == main(["new", "policy", "new_policy", "--to", str(tmp_path)])

    assert f"--policies {tmp_path} --policy new_policy" in capsys.readouterr().out
    assert not load_policies(tmp_path)["new_policy"].confirmed


@pytest.fixture
def own_forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("JIXIAO_DIALECTS", str(tmp_path))
    return tmp_path


def forget_the_forms() -> None:
    """Let the forms be read again, as the next command does."""
    _dialects.cache_clear()


@pytest.mark.slow
@pytest.mark.parametrize(
    "base",
    [
        pytest.param("base", marks=pytest.mark.slow),
        pytest.param("pingluo_2026", marks=pytest.mark.slow),
        "shapotou_2022",
    ],
)
def test_what_is_written_in_a_new_form_reads_back_as_it(
    own_forms: Path, capsys, base: str
):
    assert 0 == main(["new", "dialect", "zhongning_2026", "--extends", base])
    assert "JIXIAO_DIALECTS" not in capsys.readouterr().out
    forget_the_forms()

    example = (
        ROOT / "examples" / "documents" / "pingluo_2026" / "assistance_and_outreach.txt"
    )
    (table, *_) = read_document(example).tables
    table = msgspec.structs.replace(table, dialect="zhongning_2026", form_title=None)
    write_form([table], own_forms / "written.docx")
    (again,) = read_document(own_forms / "written.docx").tables

    assert ("zhongning_2026", table.project_name) == (again.dialect, again.project_name)
    assert [row.name for row in table.indicators] == [
        row.name for row in again.indicators
    ]


def test_a_form_that_does_not_print_what_it_is_known_by_is_not_written(own_forms: Path):
    about = 'code = "x_1"\ntitle = "甲"\nextends = "base"\nframework = "mof_2015"'
    (own_forms / "x_1.toml").write_text(
        f'[dialect]\n{about}\nrecognise = ["事项名称"]', "utf-8"
    )
    example = ROOT / "examples" / "documents" / "base" / "other_province.txt"

    assert not dialects()["x_1"].reads_back
    with pytest.raises(FaultyEntry, match=r"x_1 的 \[form\] 没有印出"):
        write_form(
            list(read_document(example).tables), own_forms / "written.docx", "x_1"
        )


@pytest.mark.parametrize("code", sorted(dialects()))
def test_every_form_prints_what_it_is_known_by(code: str):
    assert dialects()[code].reads_back


def test_a_title_is_made_fit_for_its_quotes_and_listed(own_forms: Path, capsys):
    words = ["new", "dialect", "zhongning_2026", "--title", '甲"表"\\\x01（2026）']

    assert 0 == main([*words, "--to", str(own_forms)])
    forget_the_forms()
    assert 0 == main(["dialects"])
    listed = capsys.readouterr().out
    assert ["zhongning_2026", "甲”表”（2026）"] in [
        line.split() for line in listed.splitlines()
    ]
    assert "识别：甲”表”\n" in listed


def test_a_folder_that_is_not_looked_into_is_said(tmp_path: Path, capsys):
    assert 0 == main(["new", "dialect", "x_1", "--to", str(tmp_path)])
    assert f"JIXIAO_DIALECTS={tmp_path}" in capsys.readouterr().out

    assert 0 == main(["new", "table", "x_2", "--to", str(tmp_path)])
    assert 0 == main(
        ["new", "check", "x_3", "--family", "values", "--to", str(tmp_path)]
    )
    assert "放进源码的 src/jixiao/checks/values" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["dialect", "Zhongning"], "不合规则"),
        (["check", "class", "--family", "values"], "不合规则"),
        (["check", "x_1"], "请用 --family 指明归在哪一类：arithmetic、"),
        (["dialect", "x_1", "--extends", "none"], "没有可作底的表式"),
        (["policy", "x_1", "--extends", "none"], "没有可作底的政策 none；现有 base、"),
        (["dialect", "x_1", "--title", "项目支出绩效目标表"], "base 也印"),
        (["dialect", "taken"], "已存在"),
    ],
)
def test_a_starter_is_refused_with_a_reason(
    tmp_path: Path, capsys, arguments: list[str], says: str
):
    (tmp_path / "taken.toml").touch()

    assert 2 == main(["new", *arguments, "--to", str(tmp_path)])
    assert says in capsys.readouterr().err
    assert ["taken.toml"] == [path.name for path in tmp_path.iterdir()]


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, capsys):
    assert 2 == main(["new", "dialect", "x_1", "--to", str(tmp_path / "none")])
    assert "不能写入" in capsys.readouterr().err


def test_without_a_source_tree_a_folder_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
):
    monkeypatch.setattr(starter, "PACKAGE", tmp_path / "site-packages" / "jixiao")

    assert 2 == main(["new", "table", "x_1"])
    assert "请用 --to 指明文件夹" in capsys.readouterr().err


def entry(folder: Path, name: str, code: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.py").write_text(f'@check(\n    code="{code}",\n)\n')


def test_codes_go_on_after_the_last_of_the_family(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(starter, "PACKAGE", tmp_path)
    entry(tmp_path / "checks" / "values", "one", "VA01")
    entry(tmp_path / "checks" / "values", "three", "VA03")
    entry(tmp_path / "checks" / "full", "last", "FU99")
    entry(tmp_path / "measures" / "visits", "one", "VI01")
    check = KINDS["check"]

    assert "VA04" == next_code(check, "values", tmp_path / "elsewhere")
    assert "VS01" == next_code(check, "visas", tmp_path / "elsewhere")
    entry(tmp_path / "elsewhere", "mine", "VA07")
    assert "VA08" == next_code(check, "values", tmp_path / "elsewhere")
    with pytest.raises(JixiaoError, match="FU01 到 FU99 都用过了"):
        next_code(check, "full", tmp_path / "elsewhere")


EVERY_KIND = [
    ["check", "new_check", "--family", "values"],
    ["check", "new_check_of_a_new_family", "--family", "fresh_family"],
    ["measure", "new_measure", "--family", "activities"],
    ["measure", "new_measure_of_a_new_family", "--family", "fresh_measures"],
    ["rule", "new_rule", "--family", "admission"],
    ["signal", "new_signal", "--family", "fresh_signals"],
    ["table", "new_table"],
    ["policy", "new_policy"],
    ["dialect", "new_form"],
    ["dialect", "new_form_of_a_county", "--extends", "pingluo_2026"],
]
AUTHORS = [
    "tests/shape/test_english.py",
    "tests/fund/outlook/test_set_limits.py",
]
"""What asks for the author's own words: their English, and a place's limits of a signal."""
TESTED = [
    "tests/shape",
    "tests/test_entry.py",
    "tests/test_spec_pages.py",
    "tests/test_documents.py",
    "tests/test_truth.py",
    "tests/test_findings_on_samples.py",
    "tests/targets/test_dialect.py",
    "tests/publication/test_forms.py",
    "tests/fund/audit",
    "tests/fund/outlook",
    "tests/fund/records/test_marking.py",
    "tests/fund/tables",
    "tests/fund/benefits/test_reading.py",
    "tests/measures",
    "tests/cli/test_main.py",
    "tests/cli/test_measure.py",
]


@pytest.mark.slow
def test_the_projects_own_tests_pass_on_every_starter_as_it_is_written(tmp_path: Path):
    tree = tmp_path / "tree"
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(
        listing, cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    for name in filter(lambda name: (ROOT / name).is_file(), names.splitlines()):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tree / name)
    environment = os.environ | {"PYTHONPATH": f"{tree / 'src'}{os.pathsep}{tree}"}

    def python(*arguments: str) -> None:
        done = subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=tree,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert 0 == done.returncode, f"{done.stdout[-8000:]}\n{done.stderr[-2000:]}"

    subprocess.run(["git", "init", "-q"], cwd=tree, check=True)  # noqa: S607
    for arguments in EVERY_KIND:
        python("jixiao", "new", *arguments)
    assert {kind for kind, *_ in EVERY_KIND} == set(KINDS)
    python("tests.goldens")
    python("tests.generated_docs")
    python("ruff", "check", "src")
    python("ruff", "format", "--check", "src")
    python("mypy", "src/jixiao/checks", "src/jixiao/measures", "src/jixiao/fund")
    python("pytest", "-q", "-n", "1", *TESTED, *map("--ignore={}".format, AUTHORS))
