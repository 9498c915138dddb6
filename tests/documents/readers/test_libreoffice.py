"""Old formats through LibreOffice, where it is installed."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from jixiao import chinese
from jixiao.documents import open_document
from jixiao.documents.reader import open_here
from jixiao.documents.readers import libreoffice as office
from jixiao.errors import UnknownFormat, UnreadableDocument
from jixiao.publication import write_form
from jixiao.reading import read, read_document
from jixiao.settings import Settings
from jixiao.targets import TargetTable
from tests.conftest import EXAMPLES
from tests.documents.sheets import as_docx
from tests.parts import LIBREOFFICE

RTF = rb"{\rtf1\ansi\ansicpg936 abc}"


def test_without_it_the_message_says_what_to_install(write, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)

    with pytest.raises(UnknownFormat, match=r"安装 LibreOffice.*另存为 \.docx"):
        open_here(write(RTF), Settings())


def test_one_that_takes_too_long_is_ended(write, monkeypatch):
    slow = write("#!/bin/sh\nsleep 30\n", "slow")
    slow.chmod(0o700)
    monkeypatch.setattr(shutil, "which", lambda _: str(slow))

    with pytest.raises(UnreadableDocument, match=r"1 秒还没有完成"):
        open_here(write(RTF), Settings(longest_reading=1))


def test_a_file_it_cannot_turn_is_told(write, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: "/bin/true")

    with pytest.raises(UnreadableDocument, match=r"转换不成"):
        open_here(write(RTF), Settings())


def through_office(made: Path, kind: str) -> Path:
    """Let LibreOffice write a file in another format, beside it."""
    program = next(name for name in office.PROGRAMS if shutil.which(name))
    profile = f"-env:UserInstallation={(made.parent / 'profile').as_uri()}"
    subprocess.run(
        [program, profile, "--headless", "--convert-to", kind, "--outdir", str(made.parent), made],
        check=True, capture_output=True,
    )  # fmt: skip
    return made.with_suffix(f".{kind}")


installed = LIBREOFFICE.needed


@installed
@pytest.mark.parametrize(
    "kind",
    ["doc", *(pytest.param(kind, marks=pytest.mark.slow) for kind in ("odt", "rtf"))],
)
def test_old_text_formats_read_as_word_does(write, kind: str):
    made = write(as_docx("项目名称\t医保宣传\n金额\t12"), "in.docx")

    old = open_document(through_office(made, kind))
    assert ["项目名称\t医保宣传", "金额\t12"] == [line.text for line in old.lines]


@pytest.mark.slow
@installed
@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("docx", "pdf"), ("docx", "html"), ("docx", "odt"), ("docx", "rtf"),
        ("xlsx", "pdf"), ("xlsx", "xls"), ("xlsx", "html"), ("xlsx", "ods"),
    ],
)  # fmt: skip
def test_forms_another_program_wrote_read_alike(
    tmp_path: Path, written: str, kind: str
):
    wanted = read(sorted(EXAMPLES.glob("*/*.txt"))).tables
    write_form(wanted, tmp_path / f"forms.{written}")

    converted = read_document(
        through_office(tmp_path / f"forms.{written}", kind)
    ).tables

    assert declared(wanted) == declared(converted)


def declared(tables: Sequence[TargetTable]) -> list[object]:
    return [
        (
            table.project_name,
            table.funding,
            chinese.key(table.objective.text) if table.objective else None,
            [
                (i.aspect, chinese.key(i.name), chinese.key(i.target.text))
                for i in table.indicators
            ],
        )
        for table in tables
    ]
