"""Where a request comes from: a header is believed of the proxies that are trusted, and of no one else."""

from dataclasses import replace

import pytest
from django.conf import settings as office_settings
from django.test import RequestFactory

from jixiao.web.request_values import address_of, comes_from


@pytest.fixture
def behind_proxy(settings):
    settings.OFFICE = replace(
        office_settings.OFFICE,
        proxies=("10.0.0.0/24",),
        client_header="X-Forwarded-For",
    )


def request(remote: str, forwarded: str | None = None):
    headers = {"X-Forwarded-For": forwarded} if forwarded is not None else {}
    return RequestFactory().get("/", REMOTE_ADDR=remote, headers=headers)


@pytest.mark.parametrize(
    ("remote", "forwarded", "address"),
    [
        ("10.0.0.5", "203.0.113.9", "203.0.113.9"),
        ("10.0.0.5", "1.2.3.4, 203.0.113.9", "203.0.113.9"),
        ("10.0.0.5", "203.0.113.9, 10.0.0.7", "203.0.113.9"),
        ("10.0.0.5", "what", "10.0.0.5"),
        ("10.0.0.5", None, "10.0.0.5"),
        ("198.51.100.1", "203.0.113.9", "198.51.100.1"),
    ],
)
def test_the_last_address_that_is_no_proxy_counts(
    behind_proxy, remote: str, forwarded: str | None, address: str
):
    assert behind_proxy is None
    assert address == address_of(request(remote, forwarded))


def test_without_a_trusted_proxy_no_header_is_believed():
    assert "10.0.0.5" == address_of(request("10.0.0.5", "203.0.113.9"))


def test_networks_are_named():
    assert comes_from(request("127.0.0.1"), ("127.0.0.0/8",))
    assert not comes_from(request("10.0.0.1"), ("127.0.0.1", "::1"))
