"""How long a person waits for a command, imports included, against a bare start of Python.

Reads the sample documents beside the project where they are, else the examples. Each command is a
process of its own; the shortest of a few runs counts. Ends with 1 where a promise is not kept.
"""

import subprocess
import sys
from collections.abc import Sequence
from functools import partial

from measuring import best, documents

JIXIAO = (sys.executable, "-m", "jixiao")
MODEL = (sys.executable, "-c", "from jixiao.targets import TargetTable")
BARE = (sys.executable, "-c", "pass")


def run(command: Sequence[str]) -> None:
    """Run a command to its end; findings are no failure."""
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)


def main() -> int:
    """Measure and print; gives the exit code."""
    paths = [str(path) for path in documents()][:5]
    promises = [
        ("jixiao --help", (*JIXIAO, "--help"), 0.2),
        ("the model's door", MODEL, 0.2),
        ("one text read", (*JIXIAO, "read", paths[0]), 0.5),
        ("five texts read and checked", (*JIXIAO, "check", *paths), 1.0),
    ]
    bare = best(partial(run, BARE))
    print(f"{'a bare start of Python':30} {bare:5.2f} s")
    late = 0
    for title, command, promised in promises:
        seconds = best(partial(run, command))
        late += seconds > promised
        print(
            f"{title:30} {seconds:5.2f} s of {promised} s promised, {seconds / bare:.0f} times bare"
        )
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
