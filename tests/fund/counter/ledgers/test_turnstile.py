"""One inside at a time, and the place of one that dies is free."""

import subprocess
import sys
from pathlib import Path

from jixiao.fund.counter.ledgers.turnstile import Turnstile

_DIES_INSIDE = """
import os, sys
from pathlib import Path
from jixiao.fund.counter.ledgers.turnstile import Turnstile
assert Turnstile(Path(sys.argv[1])).enter()
print("inside", flush=True)
sys.stdin.read()
"""


def test_only_one_is_inside_at_a_time(tmp_path: Path):
    first, second = Turnstile(tmp_path / "turn"), Turnstile(tmp_path / "turn")

    assert first.enter()
    assert not second.enter()
    first.leave()
    assert second.enter()
    second.close()
    assert first.enter()
    first.close()


def test_who_is_killed_inside_has_left(tmp_path: Path):
    turnstile = Turnstile(tmp_path / "turn")
    process = subprocess.Popen(
        [sys.executable, "-c", _DIES_INSIDE, str(tmp_path / "turn")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with process:
        assert process.stdout
        assert process.stdout.readline() == b"inside\n"
        assert not turnstile.enter()
        process.kill()
        process.wait()

    assert turnstile.enter()
    turnstile.close()
