"""Phrases of a narrative that are at fault by their form alone, told at once with all their places."""

import re
from collections.abc import Iterator

from jixiao.checks.dossier import Dossier
from jixiao.findings import Breach

MOST_QUOTED = 4
"""How many of the phrases a message quotes; all of them are marked in the source."""


def phrases_of(dossier: Dossier, pattern: re.Pattern[str]) -> Iterator[Breach]:
    """One breach of all phrases of the narrative that a pattern finds: how many, and their words."""
    _, paper = dossier.narrative()
    places = [at for _, at in paper.find(pattern)]
    if places:
        quotes = list(dict.fromkeys(f"“{at.quote}”" for at in places))
        yield Breach(
            places, "budget.figures", count=len(places), printed=quotes[:MOST_QUOTED]
        )
