"""A site as it was exported: a folder of saved pages and attachments, with or without an index."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from jixiao.errors import JixiaoError, UnreadableFile, name_of
from jixiao.service.csv_rows import CsvRow, read_rows
from jixiao.service.disclosure.addresses import address_of

INDEX = "index.csv"
_UNNAMED = "http://site/"
"""Stands for the site's own address where nobody names it."""
_SERVED = 200
_PAGES = ("", ".html", ".htm", ".shtml", ".jhtml", ".xhtml", ".jsp", ".asp", ".aspx", ".php", ".do")  # fmt: skip
_FAILED = 400


@dataclass(frozen=True, slots=True)
class Saved:
    """What was asked for: its address as it is written, how it was answered, and the file, if any.

    `status` is 0 where nothing answered.
    """

    url: str
    status: int
    path: Path | None

    @property
    def is_dead(self) -> bool:
        """Whether the server said that there is nothing, or nothing answered."""
        return self.status == 0 or self.status >= _FAILED

    @property
    def is_page(self) -> bool:
        """Whether it is a page of the site, and no attachment."""
        return self.path is not None and self.path.suffix.lower() in _PAGES


@dataclass(frozen=True, slots=True)
class SiteExport:
    """Everything that was saved, by address; `is_whole`: what is not in it is not on the site."""

    home: str
    saved: Mapping[str, Saved]
    is_whole: bool


def open_export(folder: Path, home: str = "", *, is_whole: bool = False) -> SiteExport:
    """Open an export: `index.csv` (网址, 文件, 状态) says what each file is; without it, its path does.

    Raises:
        UnreadableFile: the folder cannot be opened, or holds no page.
        JixiaoError: the index names a file outside the folder, or an address that is none.
    """
    if not folder.is_dir():
        message = f"{name_of(folder)} 不是文件夹。请给出存放网站导出内容的文件夹。"
        raise UnreadableFile(message)
    index = folder / INDEX
    listed = _listed(index) if index.is_file() else _walked(folder, home or _UNNAMED)
    saved = dict(listed)
    if not any(each.is_page for each in saved.values()):
        message = (
            f"{name_of(folder)} 里没有存下来的网页（html）。请核对文件夹和 {INDEX}。"
        )
        raise UnreadableFile(message)
    front = _home(home, saved)
    return SiteExport(front, saved, is_whole)


def _home(asked: str, saved: Mapping[str, Saved]) -> str:
    """Return the address of the front page: what is asked for, else the shortest of a page."""
    if asked:
        address = _address(asked, "--home")
        if address not in saved:
            message = f"导出里没有首页 {asked}。请核对 --home 和 {INDEX} 的网址。"
            raise JixiaoError(message)
        return address
    pages = [address for address, each in saved.items() if each.is_page]
    return min(pages, key=lambda address: (address.count("/"), len(address), address))


def _listed(index: Path) -> Iterator[tuple[str, Saved]]:
    root = index.parent.resolve()
    for row in read_rows(index, ("网址",), ("文件", "状态")):
        path = _file_of(row, root)
        status = row.number("状态")
        if status is None:
            status = _SERVED if path else 0
        url = row["网址"]
        yield _address(url, f"{row.file} 第 {row.line} 行"), Saved(url, status, path)


def _file_of(row: CsvRow, root: Path) -> Path | None:
    if not row["文件"]:
        return None
    path = (root / row["文件"]).resolve()
    if not path.is_relative_to(root):
        raise row.wrong("文件", "要在导出的文件夹里")
    if not path.is_file():
        raise row.wrong("文件", "文件夹里没有这个文件")
    return path


def _walked(folder: Path, home: str) -> Iterator[tuple[str, Saved]]:
    root = folder.resolve()
    for place, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            is_own = path.resolve().is_relative_to(root)
            if is_own and path.is_file() and not name.startswith("."):
                url = home.rstrip("/") + "/" + path.relative_to(root).as_posix()
                yield _address(url, name), Saved(url, _SERVED, path)


def _address(url: str, place: str) -> str:
    try:
        address = address_of(url)
    except ValueError:
        address = None
    if address is None:
        message = f"{place} 的网址“{url[:80]}”应写作 http://… 或 https://…。请改正。"
        raise JixiaoError(message)
    return address
