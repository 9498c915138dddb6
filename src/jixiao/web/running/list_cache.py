"""Counts and years that lists show, cached until somebody moves a case: each of them reads every row."""

from collections.abc import Callable
from hashlib import sha256
from typing import TypeVar

from django.core.cache import cache
from django.db.models import Max
from django.utils import timezone

from jixiao.web.models import Entry

_Value = TypeVar("_Value")
_LONGEST = 600
"""Seconds a value is cached at most, though nobody moves anything."""


def cached_until_a_move(name: str, compute: Callable[[], _Value]) -> _Value:
    """The value called `name`, as it was at the last move of any case: opening one is a move, too."""
    last_entry = Entry.objects.aggregate(last=Max("id"))["last"]
    key = sha256(f"{name} {last_entry} {timezone.localdate()}".encode()).hexdigest()
    value: _Value | None = cache.get(key)
    if value is None:
        value = compute()
        cache.set(key, value, _LONGEST)
    return value
