import json
import subprocess
import sys
from pathlib import Path

import click
import pytest

from jixiao.cli.main import app, main, run
from tests.conftest import EXAMPLES

FORM = EXAMPLES / "shapotou_2022" / "enrolment_service.txt"


def test_a_document_is_shown_as_a_table(capsys):
    assert 0 == main(["read", str(FORM)])

    shown = capsys.readouterr().out
    assert "参保登记服务点运行经费" in shown
    assert "≥ 4.6 万人次" in shown


def test_json_is_the_exchange_format(capsys):
    assert 0 == main(["read", str(FORM), "--json"])

    reading = json.loads(capsys.readouterr().out)
    assert "jixiao.reading/1" == reading["schema"]
    assert {
        "source",
        "tables",
        "budget",
        "unread",
        "coverage",
        "sections",
        "notes",
    } == set(reading["documents"][0])


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_one_bad_file_never_stops_the_others(tmp_path: Path, capsys, jobs: str):
    (tmp_path / "bad.txt").write_bytes(b"\xff\x00" * 50)
    (tmp_path / "good.txt").write_bytes(FORM.read_bytes())

    code = main(
        ["read", str(tmp_path), str(tmp_path / "none.txt"), "--json", "--jobs", jobs]
    )

    printed = capsys.readouterr()
    reading = json.loads(printed.out)
    assert 2 == code
    assert 1 == len(reading["documents"])
    assert {"bad.txt", "none.txt"} == {
        Path(f["path"]).name for f in reading["failures"]
    }
    assert 2 == printed.err.count("未读：")


def test_a_document_in_no_known_form_says_so(write, capsys):
    assert 1 == main(["read", str(write("今天天气很好。\n明天也好。\n"))])

    assert "没有找到绩效目标表或部门预算" in capsys.readouterr().out


@pytest.mark.slow
def test_files_are_written_for_machines_and_spreadsheets(tmp_path: Path, capsys):
    assert 0 == main(["read", str(EXAMPLES), "--out", str(tmp_path / "out")])

    written = sorted(path.name for path in (tmp_path / "out").iterdir())
    documents = {
        f"{path.stem}.json" for path in EXAMPLES.glob("*/*") if path.suffix != ".json"
    }
    assert (
        sorted({*documents, "tables.csv", "indicators.csv", "datapackage.json"})
        == written
    )
    assert "已写入" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_told(write, capsys):
    blocked = write("占位", "out")

    assert 2 == main(["read", str(FORM), "--out", str(blocked / "inner")])
    assert "不能写入" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["read"], "请给出要读取的文件"),
        (["read", "--jobs", "0", "x"], "不小于 1 的整数"),
        (["read", "--jobs"], "--jobs"),
        (["read", "--nothing"], "没有选项 --nothing"),
        (["nothing"], "没有命令"),
        (["read", "x", "--dialect", "nowhere"], "没有名为 nowhere 的表式"),
        (["new", "dialect"], "缺少"),
        (["read", "/nowhere/*.txt"], "没有文件符合"),
    ],
)
def test_misuse_is_explained_in_chinese(arguments: list[str], message: str, capsys):
    assert 2 == main(arguments)

    assert message in capsys.readouterr().err


def test_without_a_word_the_help_is_shown(capsys):
    assert 2 == main([])

    assert "绩效" in capsys.readouterr().err


def test_forms_are_listed(capsys):
    assert 0 == main(["dialects"])
    assert "guyuan_2022" in capsys.readouterr().out

    assert 0 == main(["dialects", "--json"])
    assert "base" in {
        dialect["code"] for dialect in json.loads(capsys.readouterr().out)
    }


@pytest.mark.slow
def test_a_reader_that_stops_early_is_no_error():
    command = f"{sys.executable} -m jixiao.cli.main read {EXAMPLES} | head -1"
    run = subprocess.run(
        ["/bin/sh", "-c", command], capture_output=True, text=True, check=True
    )

    assert "" == run.stderr


@pytest.mark.parametrize(
    ("error", "code"), [(KeyboardInterrupt(), 130), (click.Abort(), 130)]
)
def test_an_interruption_ends_quietly(
    monkeypatch: pytest.MonkeyPatch, capsys, error: BaseException, code: int
):
    def interrupt(**_: object) -> None:
        raise error

    monkeypatch.setattr(app, "main", interrupt)

    assert code == main(["dialects"])
    assert "已中断。\n" == capsys.readouterr().err


def test_the_command_ends_with_its_code():
    with pytest.raises(SystemExit) as ended:
        run(["nothing"])

    assert 2 == ended.value.code


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no /bin/sh")
@pytest.mark.parametrize(
    "elsewhere", [pytest.param("2>&-", marks=pytest.mark.slow), "2>/dev/full"]
)
def test_a_closed_or_full_standard_error_changes_no_code(elsewhere: str):
    command = f'"{sys.executable}" -m jixiao read /nowhere {elsewhere}'

    assert 2 == subprocess.run(["/bin/sh", "-c", command], check=False).returncode


def test_the_package_runs_where_the_command_is_not_on_the_path():
    completed = subprocess.run(
        [sys.executable, "-m", "jixiao", "--version"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert completed.stdout.startswith("jixiao ")


HEAVY = {
    "cryptography",
    "django",
    "docx",
    "duckdb",
    "ibis",
    "jinja2",
    "lxml",
    "numpy",
    "pyarrow",
    "pypdfium2",
    "rich",
    "typst",
    "xlsxwriter",
}
"""What takes long to import; a command loads those it works with."""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "needed"),
    [
        pytest.param(["--help"], set(), marks=pytest.mark.slow),
        (["settle", "--help"], set()),
        pytest.param(["checks"], set(), marks=pytest.mark.slow),
        pytest.param(["read", str(FORM)], {"rich"}, marks=pytest.mark.slow),
        (["check", str(FORM)], {"rich"}),
        pytest.param(["read", str(FORM), "--json"], set(), marks=pytest.mark.slow),
    ],
    ids=lambda value: " ".join(value[:2]) if isinstance(value, list) else "",
)
def test_a_command_loads_what_it_needs(arguments: list[str], needed: set[str]):
    code = (
        "import sys; from jixiao.cli.main import main; main(sys.argv[1:]); "
        "print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        check=True,
    )

    assert needed == HEAVY & set(answer.stderr.split())
