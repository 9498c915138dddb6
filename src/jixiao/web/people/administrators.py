"""The administrator's account: made, or opened again where its password or telephone was lost."""

import secrets

from axes.utils import reset
from django.db import transaction
from django_otp import devices_for_user

from jixiao.web.models import Trail, User

_LENGTH = 12
"""Bytes of a first password."""


def make_or_reset(username: str) -> tuple[str, bool]:
    """Give an administrator a new first password; returns it, and whether the account is new.

    Of an account that was there the lock and the second factor are taken off, too.
    """
    password = secrets.token_urlsafe(_LENGTH)
    with transaction.atomic():
        user, made = User.objects.get_or_create(
            username=username, defaults={"full_name": "管理员"}
        )
        user.is_active = user.is_staff = user.is_superuser = user.must_change = True
        user.set_password(password)
        user.save()
        for device in devices_for_user(user, confirmed=None):
            device.delete()
        reset(username=username)
        done = "建管理员" if made else "重设管理员"
        Trail.objects.create(user=user, name=username, action=done, about="命令行")
    return password, made


def is_there() -> bool:
    """Whether somebody can administer the office."""
    return User.objects.filter(is_superuser=True, is_active=True).exists()
