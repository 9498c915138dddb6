"""Values read from a request: numbers that are none of ours become None, where it came from."""

from collections.abc import Iterable
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

_LONGEST_NUMBER = 9
"""Digits: longer numbers would not fit the database's columns."""


def address_of(request: HttpRequest) -> str | None:
    """The address of the network that a request came from, as the trusted proxies tell it.

    A header that anybody else sends is not believed: of its addresses the last one counts that is
    none of the proxies.
    """
    address: str | None = request.META.get("REMOTE_ADDR")
    office = settings.OFFICE
    if not office.client_header or not _is_among(address, office.proxies):
        return address
    header = "HTTP_" + office.client_header.upper().replace("-", "_")
    for forwarded in reversed(str(request.META.get(header, "")).split(",")):
        client = _as_address(forwarded.strip())
        if client is None:
            break
        address = client
        if not _is_among(address, office.proxies):
            break
    return address


def comes_from(request: HttpRequest, networks: Iterable[str]) -> bool:
    """Whether a request comes from one of some addresses or networks."""
    return _is_among(address_of(request), networks)


def _as_address(text: str) -> str | None:
    try:
        return str(ip_address(text))
    except ValueError:
        return None


def _is_among(address: str | None, networks: Iterable[str]) -> bool:
    known = _as_address(address or "")
    return known is not None and any(
        ip_address(known) in ip_network(network, strict=False) for network in networks
    )


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
