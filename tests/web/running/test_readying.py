"""What several processes that begin at once make of an empty home: one office, its keys whole."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from jixiao.web.running.readying import alone_in, kept_once


def test_of_many_who_keep_a_key_at_once_the_first_stays(tmp_path: Path):
    path = tmp_path / "home" / "key"

    def keep(number: int) -> str:
        kept_once(path, f"{number}" * 5000)
        return path.read_text()

    with ThreadPoolExecutor(8) as many:
        read = set(many.map(keep, range(8)))

    assert 1 == len(read)
    assert 5000 == len(read.pop())
    assert {"key", "readying.lock"} == {file.name for file in path.parent.iterdir()}


def test_who_fails_gives_the_home_free(tmp_path: Path):
    with pytest.raises(ValueError, match="stopped"), alone_in(tmp_path):
        raise ValueError("stopped")

    with alone_in(tmp_path):
        assert (tmp_path / "readying.lock").exists()


@pytest.mark.slow
def test_services_that_begin_together_make_one_office(tmp_path: Path):
    script = "import sys; from jixiao.cli.office import _open; _open(sys.argv[1])"
    command = [sys.executable, "-c", script, str(tmp_path / "home")]
    plain = {name: value for name, value in os.environ.items() if "DJANGO" not in name}
    many = [
        subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=plain)
        for _ in range(3)
    ]
    said = [process.communicate()[1] for process in many]

    assert [0, 0, 0] == [process.returncode for process in many], said
