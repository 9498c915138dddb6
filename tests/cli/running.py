"""A command run as from a shell: its exit code, and what it prints."""

import pytest

from jixiao.cli.main import run


def run_and_read(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        run([*words])
    printed = capsys.readouterr()
    return int(str(ended.value.code or 0)), printed.out + printed.err
