"""The settlement of a year compiled, once for this machine; see decision 0026."""

from collections.abc import Callable
from functools import cache
from types import FunctionType
from typing import Any

from jixiao.fund.benefits import year


@cache
def compiled_years() -> Callable[..., None]:
    """Return `year.settle_years` compiled: the very functions of `year`, over arrays of int64.

    What was compiled is kept on disk; where nothing can be kept it is compiled in each process,
    which takes some seconds.
    """
    from numba import njit  # noqa: PLC0415 — its import takes longer than a claim at the counter

    names: dict[str, Any] = dict(vars(year))
    for name, function in vars(year).items():
        if isinstance(function, FunctionType):
            again = FunctionType(function.__code__, names, name)
            try:
                names[name] = njit(again, cache=True, nogil=True, error_model="numpy")
            except (
                RuntimeError
            ):  # there is no folder that what is compiled can be kept in
                names[name] = njit(again, nogil=True, error_model="numpy")
    compiled: Callable[..., None] = names["settle_years"]
    return compiled
