"""Addresses of pages, written so that two ways to write one are equal."""

import posixpath
from urllib.parse import unquote, urljoin, urlsplit

_FRONT = ("index.html", "index.htm", "index.shtml", "index.jhtml", "default.html", "default.htm")  # fmt: skip
_WEB = ("http", "https")


def address_of(link: str, base: str = "") -> str | None:
    """Return the address that a link leads to, without its scheme and mark; none for mail and scripts.

    The front page of a folder is the folder: /a/index.html and /a/ are one.

    Raises:
        ValueError: it is written so that nothing can be asked there.
    """
    parts = urlsplit(urljoin(base, link.strip()))
    if parts.scheme not in _WEB:
        return None
    if not parts.hostname:
        message = f"no host in {link}"
        raise ValueError(message)
    path = posixpath.normpath(unquote(parts.path) or "/").replace("//", "/")
    folder, name = posixpath.split(path)
    is_folder = parts.path.endswith("/") and path != "/"
    if name.lower() in _FRONT:
        path, is_folder = folder, folder != "/"
    host = parts.hostname + (f":{parts.port}" if parts.port else "")
    query = f"?{parts.query}" if parts.query else ""
    return host + path + ("/" if is_folder else "") + query


def host_of(address: str) -> str:
    """Return the host of an address as `address_of` writes it."""
    return address.partition("/")[0]


def is_below(address: str, folder: str) -> bool:
    """Whether an address stands below that of a column."""
    root = folder.partition("?")[0].rstrip("/") + "/"
    return address.startswith(root) and address != root
