"""A look at systems from outside, by HTTP or TCP, at the addresses that somebody names."""

import socket
import ssl
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import SplitResult, urlsplit

from jixiao.errors import JixiaoError

_FAILED = 400
"""The first status that says a request was not served."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a probe saw: whether the system was well, and after how many milliseconds."""

    is_ok: bool
    milliseconds: int


def look_at(address: str, wait: float) -> Look:
    """Look at `http://…`, `https://…` or `tcp://host:port`; silence for `wait` seconds is a failure.

    Well is a web page served, a redirection too, or a port that takes a connection.

    Raises:
        JixiaoError: the address is not written so.
    """
    parts, ask = _asked(address)
    begins = time.monotonic()
    try:
        is_ok = ask(parts, wait)
    except (OSError, HTTPException, ssl.SSLError):
        is_ok = False
    return Look(is_ok, round((time.monotonic() - begins) * 1000))


def _asked(
    address: str,
) -> tuple[SplitResult, Callable[[SplitResult, float], bool]]:
    try:
        parts = urlsplit(address.strip())
        is_whole = bool(parts.hostname) and (parts.scheme != "tcp" or bool(parts.port))
    except ValueError:
        is_whole = False
    if not is_whole or parts.scheme not in _WAYS:
        message = (
            f"地址“{address}”应写作 http://…、https://… 或 tcp://主机:端口。请改正。"
        )
        raise JixiaoError(message)
    return parts, _WAYS[parts.scheme]


def _connects(parts: SplitResult, wait: float) -> bool:
    place = (parts.hostname or "", parts.port or 0)
    with closing(socket.create_connection(place, wait)):
        return True


def _serves(parts: SplitResult, wait: float) -> bool:
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    with closing(kind(parts.hostname or "", parts.port, timeout=wait)) as connection:
        connection.request("GET", path)
        return connection.getresponse().status < _FAILED


_WAYS = {"http": _serves, "https": _serves, "tcp": _connects}
