"""A package's door that loads a module only when one of its names is first asked for."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def door(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """Return the `__getattr__` of a package whose public names live in the modules of `homes`.

    A door imported the usual way loads every module behind it; behind some of them stand a
    database engine, a typesetter or a web server, and a command needs one of them at most.
    """

    def __getattr__(name: str) -> Any:  # noqa: ANN401, N807 — a module's attributes are of any type
        if name in homes:
            return getattr(import_module(homes[name]), name)
        message = f"module {package!r} has no attribute {name!r}"
        raise AttributeError(message)

    return __getattr__
