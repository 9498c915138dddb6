"""Long work tells how far it is."""

from collections.abc import Callable

Tell = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


def silent(_what: str, _done: int, _total: int) -> None:
    """Tell no one."""
