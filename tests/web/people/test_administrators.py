"""An administrator is made, and let in again, with a password that is shown once."""

import pytest
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from jixiao.web.models import Trail, User
from jixiao.web.people.administrators import is_there, make_or_reset

pytestmark = pytest.mark.django_db


def enter(username: str, password: str) -> int:
    credentials = {"username": username, "password": password}
    return Client().post(reverse("login"), credentials).status_code


def test_an_administrator_is_made_once_and_must_change_the_password():
    assert not is_there()

    password, made = make_or_reset("admin")

    user = User.objects.get(username="admin")
    assert made
    assert is_there()
    assert user.is_superuser
    assert user.must_change
    assert 302 == enter("admin", password)
    assert "建管理员" == Trail.objects.last().action


def test_who_lost_password_and_telephone_is_let_in_again():
    make_or_reset("admin")
    user = User.objects.get(username="admin")
    TOTPDevice.objects.create(user=user, confirmed=True)
    for _ in range(6):
        enter("admin", "falsch")

    password, made = make_or_reset("admin")

    assert not made
    assert 302 == enter("admin", password)
    assert not TOTPDevice.objects.exists()
