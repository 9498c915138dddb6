"""Servers that tests begin: awaited until they answer, ended with all they began."""

import contextlib
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

OPENING = 180
"""Seconds until a server answers: a machine that is busy with others takes minutes."""
ENDING = 120
"""Seconds until a server that was asked to end has ended."""


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def await_port(
    process: subprocess.Popen,
    port: int,
    patience: float = OPENING,
    log: Path | None = None,
) -> None:
    """Wait until a server takes connections; fail, with its log, where it ended or never does."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        with (
            contextlib.suppress(OSError),
            socket.create_connection(("127.0.0.1", port), 1),
        ):
            return
        if process.poll() is not None:
            why = f"the server ended with {process.returncode} before it answered"
            break
        time.sleep(0.1)
    else:
        why = f"the server did not answer within {patience} seconds"
    pytest.fail("\n".join([why, log.read_text("utf-8") if log else ""]))


def end(
    process: subprocess.Popen,
    asked: signal.Signals = signal.SIGTERM,
    patience: float = ENDING,
) -> None:
    """End a server begun in a session of its own; kill its group, and fail, where it does not."""
    os.killpg(process.pid, asked)
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        pytest.fail(f"the server did not end within {patience} seconds")
