"""Counts that lists show: kept until somebody moves a case, for they read every row."""

from collections.abc import Callable
from hashlib import sha256
from typing import TypeVar

from django.core.cache import cache
from django.db.models import Max
from django.utils import timezone

from jixiao.web.models import Entry

_Value = TypeVar("_Value")
_LONGEST = 600
"""Seconds a count is kept at most, though nobody moves anything."""


def counted(name: str, count: Callable[[], _Value]) -> _Value:
    """Give a count as it was at the last move of any case: opening one is a move, too."""
    last = Entry.objects.aggregate(last=Max("id"))["last"]
    key = sha256(f"{name} {last} {timezone.localdate()}".encode()).hexdigest()
    kept: _Value | None = cache.get(key)
    if kept is None:
        kept = count()
        cache.set(key, kept, _LONGEST)
    return kept
