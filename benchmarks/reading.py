"""Documents a second: in one process, with two, and against merely decoding the same bytes.

Reads the sample documents beside the project where they are, else the examples, many times over;
the floor decodes and splits the same bytes. Ratios of one run count, seconds do not.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from measuring import best, documents

from jixiao.reading import read_document

COPIES = 40


def decode(paths: list[Path]) -> int:
    """Do the least any reader must: decode and split."""
    return sum(len(path.read_bytes().decode().splitlines()) for path in paths)


def command(folder: Path, out: Path, jobs: int) -> Callable[[], object]:
    """Give the whole command as a user runs it, imports included."""
    words = [
        sys.executable,
        "-m",
        "jixiao.cli.main",
        "read",
        str(folder),
        "--out",
        str(out),
    ]
    return lambda: subprocess.run(
        [*words, "--jobs", str(jobs)], check=True, capture_output=True
    )


def main() -> None:
    """Measure and print."""
    paths = documents()
    floor = best(lambda: decode(paths))
    reading = best(lambda: [read_document(path) for path in paths])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        single_folder, many = folder / "one", folder / "many"
        single_folder.mkdir()
        many.mkdir()
        for path in paths:
            (single_folder / path.name).write_bytes(path.read_bytes())
            for copy in range(COPIES):
                (many / f"{copy}_{path.name}").write_bytes(path.read_bytes())
        once = best(command(single_folder, folder / "out", 1))
        single = best(command(many, folder / "out", 1))
        double = best(command(many, folder / "out", 2))
    count = len(paths) * COPIES
    print(
        f"documents                      {len(paths)}, {sum(p.stat().st_size for p in paths)} bytes"
    )
    print(f"command on them, with imports  {once:.2f} s")
    print(f"in one process, warm           {len(paths) / reading:.0f} documents/s")
    print(f"against decoding and splitting {reading / floor:.0f} times")
    print(f"command on {count}, --jobs 1      {count / single:.0f} documents/s")
    print(
        f"command on {count}, --jobs 2      {count / double:.0f} documents/s, {single / double:.2f} times"
    )


if __name__ == "__main__":
    main()
