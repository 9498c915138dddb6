"""jixiao (绩效): from a bureau's promise on paper to the proof in the fund's records."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jixiao.fund.counter.counter import counter, settle
    from jixiao.reading import Reading, read

_HOMES = {
    "Reading": "jixiao.reading",
    "counter": "jixiao.fund.counter.counter",
    "read": "jixiao.reading",
    "settle": "jixiao.fund.counter.counter",
}
__all__ = ["Reading", "counter", "read", "settle"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 — a module's attributes are of any type
    """Import the stages when first asked for, so that `import jixiao` costs nothing."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    message = f"module 'jixiao' has no attribute {name!r}"
    raise AttributeError(message)
