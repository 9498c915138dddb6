"""Old formats through LibreOffice, where it is installed."""

import shutil
import subprocess

import pytest

from jixiao.documents import open_document
from jixiao.documents.readers import office
from jixiao.errors import UnknownFormat, UnreadableDocument
from jixiao.settings import Settings
from tests.documents.sheets import as_docx

RTF = rb"{\rtf1\ansi\ansicpg936 abc}"


def test_without_it_the_message_says_what_to_install(write, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)

    with pytest.raises(UnknownFormat, match=r"安装 LibreOffice.*另存为 \.docx"):
        open_document(write(RTF))


def test_one_that_takes_too_long_is_ended(write, monkeypatch):
    def slow(command, timeout, **_):
        raise subprocess.TimeoutExpired(command, timeout)

    monkeypatch.setattr(shutil, "which", lambda _: "/bin/true")
    monkeypatch.setattr(subprocess, "run", slow)

    with pytest.raises(UnreadableDocument, match=r"1 秒还没有完成"):
        open_document(write(RTF), Settings(longest_reading=1))


def test_a_file_it_cannot_turn_is_told(write, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: "/bin/true")

    with pytest.raises(UnreadableDocument, match=r"转换不成"):
        open_document(write(RTF))


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["doc", "odt", "rtf"])
def test_old_text_formats_read_as_word_does(write, kind: str):
    made = write(as_docx("项目名称\t医保宣传\n金额\t12"), "in.docx")
    folder = made.parent
    program = next(name for name in office.PROGRAMS if shutil.which(name))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [program, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(made)],
        check=True, capture_output=True,
    )  # fmt: skip

    old = open_document(folder / f"in.{kind}")
    assert ["项目名称\t医保宣传", "金额\t12"] == [line.text for line in old.lines]
