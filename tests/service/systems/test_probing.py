"""A look at systems from outside."""

import socket
from collections.abc import Iterator
from contextlib import closing
from threading import Thread

import pytest

from jixiao.errors import JixiaoError
from jixiao.service.systems.probing import look_at

WAIT = 2.0


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        yield server


def answering(server: socket.socket, status: str) -> Thread:
    def answer() -> None:
        caller, _ = server.accept()
        with closing(caller):
            caller.recv(4096)
            caller.sendall(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n".encode())

    thread = Thread(target=answer)
    thread.start()
    return thread


def port(server: socket.socket) -> int:
    return int(server.getsockname()[1])


@pytest.mark.parametrize(
    ("status", "is_ok"),
    [("200 OK", True), ("302 Found", True), ("404 Not Found", False), ("503 Busy", False)],
)  # fmt: skip
def test_a_page_is_well_where_it_is_served(listening, status: str, is_ok: bool):
    thread = answering(listening, status)
    look = look_at(f"http://127.0.0.1:{port(listening)}/a?b=c", WAIT)
    thread.join()

    assert is_ok == look.is_ok


def test_a_port_is_well_where_it_takes_a_connection(listening):
    address = f"tcp://127.0.0.1:{port(listening)}"

    assert look_at(address, WAIT).is_ok
    listening.close()
    assert not look_at(address, WAIT).is_ok


@pytest.mark.parametrize(
    "address", ["", "例.test", "ftp://a.test", "tcp://a.test", "http://", "tcp://a:b", "file:///etc"]
)  # fmt: skip
def test_an_address_written_otherwise_is_refused(address: str):
    with pytest.raises(JixiaoError, match="应写作"):
        look_at(address, WAIT)
