"""A saved page: its title, when it was published, where it links to, and its text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from jixiao.documents import Source
from jixiao.documents.readers.html import decoded, read_html
from jixiao.service.disclosure.addresses import address_of
from jixiao.settings import Settings

_DAY = re.compile(
    r"(?<![0-9])(20[0-9]{2})\s*[-./年]\s*(0?[1-9]|1[0-2])\s*[-./月]\s*(0?[1-9]|[12][0-9]|3[01])(?![0-9])"
)
_SAID = re.compile(r"(?:发布|发文|公开|印发|成文)?(?:时间|日期)\s*[:：]\s*$")
_BESIDE = ("li", "tr", "dd", "dt", "p", "div", "article", "section")
_META_DAY = ("pubdate", "publishdate", "publishtime", "createdate")
_BEFORE = 12


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page: where it leads (none: it is written wrongly), what it says, its date beside."""

    url: str
    address: str | None
    text: str
    on: date | None


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page as it was saved."""

    address: str
    title: str
    column: str
    published: date | None
    links: Sequence[Link]
    text: str


def read_page(content: bytes, url: str, address: str, settings: Settings) -> SitePage:
    """Read a page.

    Raises:
        UnreadableDocument: it is empty, damaged, or beyond the limits.
        UnreadableText: its encoding is none that is known.
    """
    source = Source(path=url, sha256=sha256(content).hexdigest(), format="html")
    lines = [line.text for line in read_html(content, source, settings).lines]
    root = _parsed(content, url)
    metas = {
        (meta.get("name") or "").lower(): (meta.get("content") or "").strip()
        for meta in root.iter("meta")
    }
    title = metas.get("articletitle") or (root.findtext(".//title") or "").strip()
    text = "\n".join(lines)
    stated = (first_day(metas[name]) for name in _META_DAY if metas.get(name))
    published = next(filter(None, stated), None) or _said_day(text)
    base = next((e.get("href") for e in root.iter("base") if e.get("href")), url)
    links = tuple(_links(root, base))
    return SitePage(address, title, metas.get("columnname", ""), published, links, text)


def first_day(text: str) -> date | None:
    """Return the first whole date of a text; none where there is none, or no such day."""
    return next(_days(text), None)


def _days(text: str) -> Iterator[date]:
    for match in _DAY.finditer(text):
        try:
            yield date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            continue


def _said_day(text: str) -> date | None:
    """Return the day behind a label such as 发布时间."""
    for match in _DAY.finditer(text):
        if _SAID.search(text, max(0, match.start() - _BEFORE), match.start()):
            return first_day(match[0])
    return None


def _parsed(content: bytes, url: str) -> Any:  # noqa: ANN401 — lxml carries no types
    from lxml import html  # noqa: PLC0415 — kept out of jixiao --help

    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True)
    text = re.sub(r"<\?xml[^>]*\?>", "", decoded(content, url))
    return html.document_fromstring(text, parser=parser)


def _links(root: Any, base: str) -> Iterator[Link]:  # noqa: ANN401 — as above
    for element in root.iter("a"):
        url = (element.get("href") or "").strip()
        if not url or url.startswith("#"):
            continue
        text = " ".join(element.text_content().split()) or element.get("title") or ""
        try:
            address = address_of(url, base)
        except ValueError:
            yield Link(url, None, text, None)
            continue
        if address is not None:
            yield Link(url, address, text, first_day(_beside(element)))


def _beside(element: Any) -> str:  # noqa: ANN401 — as above
    """The text of the widest box around a link that holds no other link."""
    box, parent = element, element.getparent()
    while parent is not None and parent.tag in (*_BESIDE, "td", "span", "h3", "h4"):
        if sum(1 for _ in parent.iter("a")) > 1:
            break
        box, parent = parent, parent.getparent()
    return str(box.text_content())
