"""Formats of old office programs (.doc .wps .ods .rtf), through LibreOffice where it stands."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from jixiao.documents.document import Source
from jixiao.errors import UnknownFormat, UnreadableDocument
from jixiao.settings import Settings

PROGRAMS = ("soffice", "libreoffice")


def convert(content: bytes, kind: str, to: str, source: Source, settings: Settings) -> bytes:
    """Turn a file into .docx or .xlsx with a LibreOffice of its own, within a time limit.

    Raises:
        UnknownFormat: LibreOffice is not installed; the message says what to do.
        UnreadableDocument: it could not turn the file, or took too long.
    """
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        message = (
            f"{source.path} 是 .{kind} 一类的文件，要装 LibreOffice 才能读。"
            f"请安装 LibreOffice，或用 Word、WPS 另存为 .{to} 后再读取。"
        )
        raise UnknownFormat(message)
    with tempfile.TemporaryDirectory(prefix="jixiao-") as folder:
        given = Path(folder, f"in.{kind}")
        given.write_bytes(content)
        command = [
            program, f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless",
            "--norestore", "--nolockcheck", "--convert-to", to, "--outdir", folder, str(given),
        ]  # fmt: skip
        try:
            subprocess.run(  # noqa: S603 — our own program and a file of our own
                command, timeout=settings.longest_reading, capture_output=True, check=False
            )
        except subprocess.TimeoutExpired as error:
            message = (
                f"{source.path} 转换了 {settings.longest_reading} 秒还没有完成，不再等待。"
                f"请用 Word、WPS 另存为 .{to} 后再读取。"
            )
            raise UnreadableDocument(message) from error
        made = Path(folder, f"in.{to}")
        if not made.is_file():
            message = f"{source.path} 转换不成，可能已损坏。请用 Word、WPS 另存为 .{to} 后再读取。"
            raise UnreadableDocument(message)
        return made.read_bytes()
