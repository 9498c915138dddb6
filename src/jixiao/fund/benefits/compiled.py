"""Plain functions over whole numbers compiled, once for this machine; see decision 0026."""

from collections.abc import Callable, Mapping
from functools import cache
from types import FunctionType, ModuleType
from typing import Any

from jixiao.fund.benefits import year

_OPTIONS: Mapping[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False}
"""How functions are compiled. They make no arrays, and rows that they look at are not counted: the
counting, `_nrt`, would take two thirds of the time."""


def compiled(module: ModuleType) -> dict[str, Any]:
    """Return the names of a module with its functions compiled: the very functions, over arrays.

    They may make no arrays or lists of their own.

    What was compiled is kept on disk; where nothing can be kept it is compiled in each process,
    which takes some seconds.
    """
    return _compiled(module)


@cache
def _compiled(module: ModuleType) -> dict[str, Any]:
    from numba import njit  # noqa: PLC0415 — its import takes longer than a claim at the counter

    names: dict[str, Any] = dict(vars(module))
    for name, function in vars(module).items():
        if isinstance(function, FunctionType):
            again = FunctionType(function.__code__, names, name)
            try:
                names[name] = njit(again, cache=True, **_OPTIONS)
            except (
                RuntimeError
            ):  # there is no folder that what is compiled can be kept in
                names[name] = njit(again, **_OPTIONS)
    return names


def compiled_years() -> Callable[..., None]:
    """Return `year.settle_years` compiled, over arrays of int64."""
    settle_years: Callable[..., None] = compiled(year)["settle_years"]
    return settle_years
