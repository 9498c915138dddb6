"""Panics of libraries written in Rust, which are no `Exception`, as what is wrong with a file."""

from collections.abc import Iterator
from contextlib import contextmanager

from jixiao.errors import JixiaoError

_PANIC = "PanicException"
"""How PyO3 calls them; the class itself can be imported from nowhere."""


@contextmanager
def panics_as(fault: JixiaoError) -> Iterator[None]:
    """Raise `fault` where a library panics.

    Raises:
        JixiaoError: `fault`, where it did.
    """
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise fault from error
