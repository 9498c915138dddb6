"""The demo county's fund records, made for an office that was installed without the project's folder."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from jixiao.errors import JixiaoError, writing

STORY = Path(__file__).with_name("story")
"""Where a wheel holds the story of the demo county; the project's own folder has it in examples."""
_YEAR, _LAST_YEAR = "county", "last_year"
_CODE = "qingshui"


def records_of(story: Path, folder: Path) -> tuple[Path, Path]:
    """Return the folders of the county's year and of the year before; made where they are not there.

    Raises:
        JixiaoError: they cannot be made.
    """
    shape = (story / _YEAR / f"{_CODE}.toml").read_text("utf-8")
    earlier = re.sub(r"(?m)^code .*", f'code = "{_LAST_YEAR}"', shape)
    earlier = re.sub(r"(?m)^insured .*", rf"\g<0>\n{_LAST_YEAR} = 2025", earlier)
    year, before = folder / _YEAR, folder / _LAST_YEAR
    _make(_CODE, shape, year)
    shutil.copy(story / "filled.toml", year)
    _make(_LAST_YEAR, earlier, before)
    return year, before


def _make(code: str, shape: str, folder: Path) -> None:
    """Make a county of a shape, whose file bears its code, and load what it exports; whole or not at all."""
    if folder.is_dir():
        return
    half = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(half, ignore_errors=True)
    with writing(half):
        half.mkdir(parents=True)
        file = half / f"{code}.toml"
        file.write_text(shape, "utf-8")
        _run("synthesise", "--shape", file, "--years", "1", "--seed", "7", "--to", half)
        _run("load", half / "extracts", "--to", half)
        half.rename(folder)


def _run(*words: str | Path) -> None:
    command = [sys.executable, "-m", "jixiao", *map(str, words)]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 — our own command
    if done.returncode:
        complaint = done.stderr.decode("utf-8", "replace").strip()
        message = f"演示县的基金记录没有造成：{complaint}"
        raise JixiaoError(message)
