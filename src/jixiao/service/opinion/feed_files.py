"""Items of feeds from files: CSV, RSS and Atom; nothing is fetched, no entity is followed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from jixiao.errors import JixiaoError, UnreadableFile, name_of, reason_of
from jixiao.service.csv_rows import CsvRow, rows_of

_CHINA = timezone(timedelta(hours=8))
_LARGEST = 64_000_000
_DATES = ("pubDate", "published", "updated", "date")
_TEXTS = ("encoded", "content", "description", "summary")


@dataclass(frozen=True, slots=True)
class FeedItem:
    """Something that was said: where, when (none: nobody wrote it), and what; times are China's."""

    source: str
    at: datetime | None
    title: str
    text: str
    url: str


def read_feeds(paths: Sequence[Path]) -> list[FeedItem]:
    """Read the items of files, in order: CSV by its name, RSS and Atom by what they are.

    Raises:
        UnreadableFile: a file cannot be opened.
        JixiaoError: it is none of these, or too large.
    """
    return [item for path in paths for item in read_feed(path)]


def read_feed(path: Path) -> list[FeedItem]:
    """Read one file; raises as `read_feeds` does."""
    try:
        content = path.read_bytes()
    except OSError as error:
        message = f"打不开 {name_of(path)}：{reason_of(error)}。请检查路径和权限。"
        raise UnreadableFile(message) from error
    if len(content) > _LARGEST:
        message = f"{path.name} 超过 {_LARGEST // 1_000_000} MB。请拆开再试。"
        raise JixiaoError(message)
    if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return [*_of_xml(content, path.name)]
    rows = rows_of(content, path.name, ("来源", "时间", "标题"), ("正文", "网址"))
    return [_of_row(row) for row in rows]


def _of_row(row: CsvRow) -> FeedItem:
    written = row["时间"].replace("/", "-")
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        raise row.wrong("时间", "应写作 2026-03-31 09:00") from None
    return FeedItem(row["来源"], _local(at), row["标题"], row["正文"], row["网址"])


def _of_xml(content: bytes, name: str) -> Iterator[FeedItem]:
    from lxml import etree  # noqa: PLC0415 — kept out of jixiao --help

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        message = f"{name} 不是完整的 RSS 或 Atom。请重新导出。"
        raise JixiaoError(message) from error
    if _name(root) not in ("rss", "feed", "RDF"):
        message = f"{name} 的根是 {_name(root)}，不是 RSS 或 Atom。请核对文件。"
        raise JixiaoError(message)
    channel = next((each for each in root.iter() if _name(each) == "channel"), root)
    source = _child(channel, ("title",)) or name
    for entry in root.iter():
        if _name(entry) in ("item", "entry"):
            yield FeedItem(
                source,
                _time(_child(entry, _DATES)),
                _words(_child(entry, ("title",))),
                _words(_child(entry, _TEXTS)),
                _link(entry),
            )


def _name(element: Any) -> str:  # noqa: ANN401 — lxml carries no types
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _child(element: Any, names: Sequence[str]) -> str:  # noqa: ANN401 — as above
    """The text of the first child of the names, tried in their order."""
    for name in names:
        for child in element:
            if _name(child) == name:
                return "".join(child.itertext()).strip()
    return ""


def _link(entry: Any) -> str:  # noqa: ANN401 — as above
    for child in entry:
        if _name(child) == "link":
            return (child.get("href") or child.text or "").strip()
    return _child(entry, ("guid", "id"))


def _words(text: str) -> str:
    """A text without the markup that feeds carry as text."""
    if "<" not in text:
        return " ".join(text.split())
    from lxml import html  # noqa: PLC0415 — as above

    parser = html.HTMLParser(no_network=True, remove_comments=True)
    try:
        root = html.fragment_fromstring(text, create_parent=True, parser=parser)
    except (ValueError, AssertionError):
        return " ".join(text.split())
    return " ".join("".join(root.itertext()).split())


def _time(written: str) -> datetime | None:
    """A time as RSS (RFC 822) or Atom (ISO 8601) write it; none where it is neither."""
    if not written:
        return None
    try:
        return _local(datetime.fromisoformat(written))
    except ValueError:
        pass
    try:
        return _local(parsedate_to_datetime(written))
    except (ValueError, TypeError):
        return None


def _local(at: datetime) -> datetime:
    """A time as clocks in China show it; one without a zone is taken as such."""
    return at.astimezone(_CHINA).replace(tzinfo=None) if at.tzinfo else at
