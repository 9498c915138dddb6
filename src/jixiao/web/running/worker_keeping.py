"""Keeping a worker running: one that dies is begun anew, one that dies at once again and again is given up.

Who was given up is written into the office's home, where its pages read it: the process that keeps
workers may be another than the one that serves pages.
"""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from jixiao.errors import whole, writing

TRIES = 5
"""How often in a row a worker may die soon after its start before it is given up."""
_SOON = 20.0
"""Seconds: one that lived longer did its work, whatever ended it."""
_LONGEST_PAUSE = 16.0
_FOLDER = "given_up"


def command_of(name: str) -> Sequence[str]:
    """Return the command of a worker."""
    return (sys.executable, "-m", "jixiao.web.background.worker", name)


@dataclass
class WorkerKeeper:
    """Keeps one worker of an office running, each time in a process of its own."""

    name: str
    home: Path
    say: Callable[[str], None]
    command: Sequence[str] = ()
    pause: float = 1.0
    """Seconds before the first try anew; each further one waits twice as long."""
    process: subprocess.Popen[bytes] | None = None
    over: threading.Event = field(default_factory=threading.Event)
    is_given_up: bool = False

    def __post_init__(self) -> None:
        self.command = self.command or command_of(self.name)
        forget(self.home, self.name)

    def keep(self) -> None:
        """Begin the worker whenever it has ended, until this is over or it is given up."""
        died = 0
        while not self.over.is_set():
            begun = time.monotonic()
            self.process = subprocess.Popen(self.command)  # noqa: S603 — our own interpreter
            code = self.process.wait()
            if self.over.is_set():
                return
            died = died + 1 if time.monotonic() - begun < _SOON else 0
            if died >= TRIES:
                self._give_up(code)
                return
            self.over.wait(min(_LONGEST_PAUSE, self.pause * 2 ** max(0, died - 1)))

    def _give_up(self, code: int) -> None:
        why = f"{self.name} 接连 {TRIES} 次一启动就中断（退出码 {code}）"
        self.say(f"后台程序 {why}，不再重开。{WHAT_TO_DO}")
        self.is_given_up = True
        note(self.home, self.name, why)


WHAT_TO_DO = (
    "它中断的原因写在运行日志里，就在这句话前面；改好后重新启动"
    "（jixiao serve，或 systemctl restart jixiao-worker）。网页照常可用，已填的不受影响。"
)


def note(home: Path, name: str, why: str) -> None:
    """Write down that a worker was given up, and why."""
    folder = home / _FOLDER
    with writing(folder):
        folder.mkdir(exist_ok=True)
        with whole(folder / name) as half:
            half.write_text(why, "utf-8")


def forget(home: Path, name: str) -> None:
    """Take away that a worker was given up: it is begun anew."""
    with suppress(FileNotFoundError):
        (home / _FOLDER / name).unlink()


def given_up(home: Path) -> Mapping[str, str]:
    """Return which workers were given up, and why."""
    with suppress(OSError):
        return {
            path.name: path.read_text("utf-8")
            for path in sorted((home / _FOLDER).iterdir())
            if not path.name.endswith(".part")
        }
    return {}
