"""What the measurements share: the documents, and the shortest of a few runs."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
SEEDS = ROOT.parent / "shared" / "seeds"
ROUNDS = 3


def documents() -> list[Path]:
    """List the documents to measure on."""
    paths = sorted(SEEDS.glob("*.txt"))
    return paths or sorted((ROOT / "examples" / "documents").glob("*/*.txt"))


def best(work: Callable[[], object]) -> float:
    """Give the shortest of a few runs, in seconds."""
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return min(times)


def best_in_turn(
    works: Mapping[str, Callable[[], object]], rounds: int = ROUNDS
) -> dict[str, float]:
    """Give the shortest run of each, in seconds of the processor.

    They take turns, so that noise hits all alike, and run in this process alone.
    """
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            begun = time.process_time()
            work()
            times[name].append(time.process_time() - begun)
    return {name: min(shortest) for name, shortest in times.items()}
