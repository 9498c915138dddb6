"""What a settlement adds to the amounts that its year has used, and how they add up."""

from collections.abc import Iterable

HIGHEST = ("line/", "granted/")
"""The kinds of which the highest holds; of the others what claims add is added up."""
Effect = tuple[str, int]
"""What a settlement adds to an amount: its name (`kind/name`), and fen or a count."""


def apply_effects(used: dict[str, int], effects: Iterable[Effect]) -> None:
    """Add what a settlement uses: sums grow, a limit and a line hold if they are the highest.

    A stay that is no transfer begins its line anew.
    """
    effects = list(effects)
    for name, _ in effects:
        if name.startswith("visits/"):
            used.pop(f"line/{name.removeprefix('visits/')}", None)
    for name, amount in effects:
        before = used.get(name, 0)
        is_highest = name.startswith(HIGHEST)
        used[name] = max(before, amount) if is_highest else before + amount
