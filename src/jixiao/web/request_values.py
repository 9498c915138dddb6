"""Values read from a request: numbers that are none of ours become None, where it came from."""

from django.http import HttpRequest

_LONGEST_NUMBER = 9
"""Digits: longer numbers would not fit the database's columns."""


def address_of(request: HttpRequest) -> str | None:
    """The address of the network that a request came from."""
    address: str | None = request.META.get("REMOTE_ADDR")
    return address


def wants_data(request: HttpRequest) -> bool:
    """Whether a script asks, which wants JSON and no page."""
    return "application/json" in request.headers.get("Accept", "")


def whole_number(text: str | None) -> int | None:
    """Read a whole number from an address or a form; None where it is none, or longer than any of ours."""
    if (
        text is None
        or len(text) > _LONGEST_NUMBER
        or not (text.isascii() and text.isdecimal())
    ):
        return None
    return int(text)
