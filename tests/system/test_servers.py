"""A server that never answers, or never ends, is told and left nowhere."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers import await_port, end, free_port

DEAF = "import signal, time; signal.signal(15, signal.SIG_IGN); print(flush=True); time.sleep(60)"


def begun(script: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, start_new_session=True
    )


def test_a_server_that_does_not_end_is_killed_and_told():
    with begun(DEAF) as process:
        process.stdout.readline()

        with pytest.raises(pytest.fail.Exception, match="did not end"):
            end(process, patience=0.1)

        assert process.returncode < 0


def test_a_server_that_ended_or_is_silent_is_not_awaited_for_ever(
    tmp_path: Path,
):
    (log := tmp_path / "log").write_text("no such county")
    message = "ended with 3(.|\n)*no such county"
    with begun("raise SystemExit(3)") as ended:
        ended.wait()
    with pytest.raises(pytest.fail.Exception, match=message):
        await_port(ended, free_port(), log=log)
    with begun(DEAF) as process:
        process.stdout.readline()
        with pytest.raises(pytest.fail.Exception, match="did not answer"):
            await_port(process, free_port(), patience=0.1)
        process.kill()
