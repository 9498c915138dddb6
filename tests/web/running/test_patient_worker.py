"""Clients that send slowly, or stop half-way, keep nobody else waiting."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from jixiao.web.running.patient_worker import is_whole
from tests.servers import await_port, end, free_port

HEAD = b"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\n"
HELD = {
    "silent": b"",
    "half a header": HEAD + b"X-A: b",
    "half a body": HEAD + b"Content-Length: 9000\r\n\r\nusername=a",
    "half of a long body": HEAD + b"Content-Length: 4000000\r\n\r\nusername=a",
}
COUNT = 150


@pytest.mark.parametrize(
    ("sent", "whole"),
    [
        (HELD["half a header"], False),
        (HELD["half a body"], False),
        (HELD["half of a long body"], True),
        (HEAD + b"\r\n", True),
        (HEAD + b"content-length: 3\r\n\r\nabc", True),
        (b"x" * 64_000, True),
    ],
)
def test_a_request_is_taken_once_it_was_sent(sent: bytes, whole: bool):
    assert whole == is_whole(sent)


@pytest.fixture(params=["0", "1"], ids=["gunicorn", "waitress"])
def port(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[int]:
    port = free_port()
    serve = "from jixiao.cli.main import run; run()"
    words = ["serve", "--part", "web", "--home", str(tmp_path), "--port", str(port)]
    process = subprocess.Popen(
        [sys.executable, "-c", serve, *words],
        env={**os.environ, "JIXIAO_OFFICE_THREADS": request.param},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        await_port(process, port)
        yield port
    finally:
        end(process)


def seconds_of_an_answer(port: int) -> float:
    began = time.monotonic()
    with urllib.request.urlopen(
        f"http://127.0.0.1:{port}/healthz", timeout=60
    ) as answer:
        assert 200 == answer.status
    return time.monotonic() - began


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="gunicorn is not there")
def test_an_office_answers_while_clients_hold_on_to_it(port: int):
    for kind, sent in HELD.items():
        held = [socket.create_connection(("127.0.0.1", port), 5) for _ in range(COUNT)]
        for connection in held:
            connection.sendall(sent)
        time.sleep(0.5)

        waited = [seconds_of_an_answer(port) for _ in range(4)]

        for connection in held:
            connection.close()
        assert max(waited) < 5, kind
