"""Passwords that are guessed: many accounts from one address, or one account from many."""

from datetime import timedelta

from django.utils import timezone

from jixiao.web.models import Trail

LOGIN, FAILURE = "登录", "登录失败"
_WINDOW = timedelta(minutes=15)
_MOST_OF_ADDRESS = 50
"""Failures from one address, whatever the accounts: a bureau behind one address has many people."""
_MOST_OF_ACCOUNT = 30
"""Failures of one account, from wherever."""
_KNOWN = timedelta(days=30)
_LOOKED_AT = 1_000
"""Lines of the trail: more fail in a quarter of an hour only where somebody guesses."""


def is_guessed(account: str, address: str | None) -> bool:
    """Whether a login is not even tried: too many failed from this address, or of this account.

    Who strangers guess at from elsewhere still comes in from where they came in before.
    """
    since = timezone.now() - _WINDOW
    lines = Trail.objects.order_by("-id").values_list("action", "name", "address", "at")
    failures = [
        (name, place)
        for action, name, place, at in lines[:_LOOKED_AT]
        if action == FAILURE and at >= since
    ]
    of_address = sum(place == address for _, place in failures)
    of_account = sum(name == account for name, _ in failures)
    if address and of_address >= _MOST_OF_ADDRESS:
        return True
    return of_account >= _MOST_OF_ACCOUNT and not _came_from(account, address)


def _came_from(account: str, address: str | None) -> bool:
    """Whether somebody logged in as this account from this address before."""
    since = timezone.now() - _KNOWN
    return Trail.objects.filter(
        action=LOGIN, name=account, address=address, at__gte=since
    ).exists()
