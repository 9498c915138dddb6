"""A second factor: set up by oneself, asked for at the one door there is, demanded where the office says."""

import time
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from jixiao.web.models import Trail, User
from tests.web.conftest import County

PASSWORD = "correct horse battery"  # noqa: S105 — of nobody


def code_of(device: TOTPDevice, steps: int = 0) -> str:
    maker = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    maker.time = time.time() + steps * device.step
    return f"{maker.token():06d}"


@pytest.fixture
def clerk(home: County) -> User:
    user = home.people["clerk"]
    user.set_password(PASSWORD)
    user.save()
    return user


def enter(user: User, code: str = "") -> Any:
    return Client().post(
        reverse("login"),
        {"username": user.username, "password": PASSWORD, "code": code},
    )


def with_device(user: User) -> TOTPDevice:
    return TOTPDevice.objects.create(user=user, name="手机", confirmed=True)


def test_it_is_in_use_once_a_right_code_was_typed(home: County, clerk: User):
    client = home.client("clerk")
    page = client.get(reverse("second_factor")).content.decode()
    device = TOTPDevice.objects.get(user=clerk)
    refused = client.post(reverse("second_factor"), {"code": "000000"}).content.decode()
    device.refresh_from_db()
    before = device.confirmed
    TOTPDevice.objects.update(throttling_failure_count=0)

    client.post(reverse("second_factor"), {"code": code_of(device)})

    device.refresh_from_db()
    assert ("data:image/svg+xml" in page, before, device.confirmed) == (
        True,
        False,
        True,
    )
    assert "动态码不对" in refused
    assert Trail.objects.filter(action="开通动态码").exists()


def test_logging_in_asks_for_it_then(clerk: User):
    device = with_device(clerk)

    assert "六位动态码" in enter(clerk).content.decode()
    assert 302 == enter(clerk, code_of(device)).status_code


def test_the_same_key_is_shown_until_it_is_in_use(home: County, clerk: User):
    for _ in range(2):
        home.client("clerk").get(reverse("second_factor"))

    assert 1 == TOTPDevice.objects.filter(user=clerk).count()


def test_it_is_taken_off_with_a_code_only(home: County, clerk: User):
    device, client = with_device(clerk), home.client("clerk")

    client.post(reverse("second_factor_off"), {"code": "12345"})
    assert TOTPDevice.objects.filter(user=clerk).exists()
    TOTPDevice.objects.update(throttling_failure_count=0)
    client.post(reverse("second_factor_off"), {"code": code_of(device)})

    assert not TOTPDevice.objects.filter(user=clerk).exists()


@pytest.mark.parametrize(
    ("who", "asked"), [("", False), ("staff", False), ("all", True)]
)
def test_an_office_may_demand_it(
    home: County, clerk: User, settings: Any, who: str, asked: bool
):
    settings.OFFICE = replace(settings.OFFICE, second_factor=who)

    response = home.client("clerk").get(reverse("desk"))

    assert (302 if asked else 200) == response.status_code
    if asked:
        assert reverse("second_factor") == response["Location"]
        with_device(clerk)
        client = home.client("clerk")
        client.post(reverse("second_factor_off"), {"code": "1"})
        assert TOTPDevice.objects.filter(user=clerk).exists()


def test_the_corner_has_no_door_of_its_own(clerk: User):
    User.objects.filter(pk=clerk.pk).update(is_staff=True, is_superuser=True)
    with_device(clerk)

    response = Client().post(
        "/admin/login/", {"username": clerk.username, "password": PASSWORD}
    )

    assert 302 == response.status_code
    assert response["Location"].startswith("/login")


def test_a_first_password_is_changed_before_anything_else(home: County, clerk: User):
    User.objects.filter(pk=clerk.pk).update(must_change=True)

    response = home.client("clerk").get(reverse("desk"))

    assert reverse("password") == response["Location"]
