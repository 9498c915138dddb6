"""A progress bar for long work, on a terminal only."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from jixiao.progress import Progress, silent


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Show what is being done, how much of it is done, and for how long, on standard error."""
    if not sys.stderr.isatty():
        yield silent
        return
    from rich import progress as rich_progress  # noqa: PLC0415 — kept out of jixiao --help
    from rich.console import Console  # noqa: PLC0415

    columns = (
        rich_progress.TextColumn("{task.description}"),
        rich_progress.BarColumn(),
        rich_progress.TimeElapsedColumn(),
    )
    console = Console(file=sys.stderr)
    with rich_progress.Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("")

        def report(step: str, done: int, total: int) -> None:
            bar.update(task, description=step, completed=done, total=total)

        yield report
