"""jixiao (绩效): from a bureau's promise on paper to the proof in the fund's records."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jixiao.reading import Reading, read

__all__ = ["Reading", "read"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 — a module's attributes are of any type
    """Import the stages when first asked for, so that `import jixiao` costs nothing."""
    if name in __all__:
        from jixiao import reading  # noqa: PLC0415

        return getattr(reading, name)
    message = f"module 'jixiao' has no attribute {name!r}"
    raise AttributeError(message)
