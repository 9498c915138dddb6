"""A gunicorn worker in which clients that send slowly, or stop half-way, hold no thread for long."""

import re
import socket
import time
from contextlib import suppress
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

PATIENCE = 5.0
"""Seconds in which the headers of a request, and a short body, have to come."""
SLOWEST = 50_000
"""Bytes a second that a longer body has to come at, beyond those seconds."""
_LONGEST_WAITED_FOR = 48_000
"""Bytes of a body that come before a thread is taken: what a system keeps of a connection."""
_LOOKED_AT = 64_000
_AT_ONCE = 0.1
"""Seconds in which the rest of a body that nobody took in has to be there."""
_END_OF_HEADERS = b"\r\n\r\n"
_LENGTH = re.compile(
    rb"^content-length:[ \t]*(\d{1,12})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE
)


def is_whole(sent: bytes) -> bool:
    """Whether the headers were sent, and the body where it is short; or more than is looked at."""
    headers, end, body = sent.partition(_END_OF_HEADERS)
    if not end:
        return len(sent) >= _LOOKED_AT
    length_header = _LENGTH.search(headers)
    length = int(length_header[1]) if length_header else 0
    return length > _LONGEST_WAITED_FOR or len(body) >= length


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """Gunicorn's worker with threads, which waits for what is sent without a thread, and not for ever."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 — gunicorn's own
        super().__init__(*args, **kwargs)
        self._half_sent: dict[Any, float] = {}
        self._read_until: dict[Any, float] = {}

    def enqueue_req(self, conn: Any) -> None:  # noqa: ANN401 — as above
        """Give a connection to a thread once a request was sent on it."""
        sent = _sent_on(conn)
        if sent is None:
            self._wait_for_something(conn)
        elif sent == b"" or is_whole(sent):
            super().enqueue_req(conn)
        else:
            self._half_sent[conn] = time.monotonic() + PATIENCE

    def _wait_for_something(self, conn: Any) -> None:  # noqa: ANN401 — as above
        conn.sock.setblocking(False)  # noqa: FBT003 — the socket's own way
        conn.timeout = time.monotonic() + self.cfg.keepalive
        self.pending_conns.append(conn)
        readable = partial(self.on_pending_socket_readable, conn)
        self.poller.register(conn.sock, EVENT_READ, readable)

    def handle(self, conn: Any) -> Any:  # noqa: ANN401 — as above
        """Handle a connection on which a request was sent."""
        self._read_until[conn] = time.monotonic() + PATIENCE
        try:
            goes_on = super().handle(conn)
        finally:
            self._read_until.pop(conn, None)
        if not goes_on:
            # Gunicorn lingers over each that it closes, two seconds, one after the other.
            _read_no_more(conn)
        return goes_on

    def handle_request(self, req: Any, conn: Any) -> Any:  # noqa: ANN401 — as above
        """Handle a request whose body comes no slower than may be."""
        length_header = dict(req.headers).get("CONTENT-LENGTH", "0")
        length = int(length_header) if length_header.isdecimal() else 0
        self._read_until[conn] = time.monotonic() + PATIENCE + length / SLOWEST
        return super().handle_request(req, conn)

    def _keepalive_after(self, conn: Any, keepalive: Any) -> bool:  # noqa: ANN401 — as above
        """Go on with a connection whose body was read: what nobody took in is not waited for."""
        if not keepalive:
            return False
        at_once = time.monotonic() + _AT_ONCE
        return bool(conn.parser.finish_body(deadline=at_once))

    def murder_pending(self) -> None:
        """Look again at what was half sent; close what is too slow, or read no more of it.

        What was taken in whole is answered all the same.
        """
        super().murder_pending()
        now = time.monotonic()
        for conn, end in list(self._half_sent.items()):
            sent = _sent_on(conn)
            if sent is not None and (sent == b"" or is_whole(sent)):
                del self._half_sent[conn]
                super().enqueue_req(conn)
            elif end < now:
                del self._half_sent[conn]
                self.nr_conns -= 1
                conn.close()
        for conn, end in list(self._read_until.items()):
            if end < now:
                _read_no_more(conn)


def _read_no_more(conn: Any) -> None:  # noqa: ANN401 — gunicorn's own
    with suppress(OSError):
        conn.sock.shutdown(socket.SHUT_RD)


def _sent_on(conn: Any) -> bytes | None:  # noqa: ANN401 — gunicorn's own
    """What was sent on a connection and not taken yet; nothing at its end, None before its begin."""
    if conn.initialized and conn.parser.unreader.buf.getvalue():
        return b""  # taken already: behind the request before it
    try:
        sent: bytes = conn.sock.recv(_LOOKED_AT, socket.MSG_PEEK | socket.MSG_DONTWAIT)
    except BlockingIOError:
        return None
    except OSError:
        return b""
    return sent
