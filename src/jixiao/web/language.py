"""The language of the page being made, and the office's own words in it."""

from contextvars import ContextVar
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext

from jixiao.cycle import procedures

WRITTEN_IN = "zh-hans"
"""The language that stands in the pages themselves."""
SPOKEN: ContextVar[str] = ContextVar("spoken", default=WRITTEN_IN)
"""The language of the page being made; asked hundreds of times a page."""


def in_language(text: str) -> str:
    """A text of a page in the language chosen; a region's own word for it comes first."""
    if SPOKEN.get() == WRITTEN_IN or not text:
        return text
    by_region = _english_of_procedures(settings.OFFICE.procedures).get(text)
    return by_region or gettext(text)


@cache
def _english_of_procedures(folder: Path | None) -> dict[str, str]:
    """Return the English that a region's own procedures give their words."""
    english: dict[str, str] = {}
    for rules in procedures(folder).values():
        english |= rules.english
    return english
