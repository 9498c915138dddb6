"""Formats of old office programs (.doc .wps .ods .rtf), through LibreOffice where it stands."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from jixiao.documents.document import Source
from jixiao.errors import UnknownFormat, UnreadableDocument
from jixiao.settings import Settings

PROGRAMS = ("soffice", "libreoffice")
_QUIETLY = ("--headless", "--norestore", "--nolockcheck")


def convert(
    content: bytes, kind: str, to: str, source: Source, settings: Settings
) -> bytes:
    """Turn a file into .docx or .xlsx with a LibreOffice of its own, within a time limit.

    Raises:
        UnknownFormat: LibreOffice is not installed; the message says what to do.
        UnreadableDocument: it could not turn the file, or took too long.
    """
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        message = (
            f"{source.path} 是 .{kind} 一类的文件，要装 LibreOffice 才能读。"
            f"请安装 LibreOffice，或用 Word、WPS 另存为 .{to} 后再读取。"
        )
        raise UnknownFormat(message)
    with tempfile.TemporaryDirectory(prefix="jixiao-") as folder:
        original, converted = Path(folder, f"in.{kind}"), Path(folder, f"in.{to}")
        original.write_bytes(content)
        profile = Path(folder, "profile").as_uri()
        command = [program, f"-env:UserInstallation={profile}", *_QUIETLY]
        command += ["--convert-to", to, "--outdir", folder, str(original)]
        try:
            _run(command, settings.longest_reading)
        except subprocess.TimeoutExpired as error:
            message = (
                f"{source.path} 转换了 {settings.longest_reading} 秒还没有完成，不再等待。"
                f"请用 Word、WPS 另存为 .{to} 后再读取。"
            )
            raise UnreadableDocument(message) from error
        if not converted.is_file():
            message = f"{source.path} 转换不成，可能已损坏。请用 Word、WPS 另存为 .{to} 后再读取。"
            raise UnreadableDocument(message)
        return converted.read_bytes()


def _run(command: list[str], seconds: int) -> None:
    """Run the program, and end it with all that it began if it takes longer."""
    nowhere = subprocess.DEVNULL
    process = subprocess.Popen(  # noqa: S603 — our own program and a file of our own
        command, stdin=nowhere, stdout=nowhere, stderr=nowhere, process_group=0
    )
    try:
        process.wait(seconds)
    except BaseException:
        with contextlib.suppress(OSError, AttributeError):
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()
        raise
