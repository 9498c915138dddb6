"""Guessing is stopped, and nobody is locked out for long by strangers."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from jixiao.web.models import Trail
from jixiao.web.people.guessing import is_guessed
from tests.web.conftest import County

HERE, ELSEWHERE = "10.0.0.1", "203.0.113.9"


def fail(count: int, account: str = "甲clerk", address: str = ELSEWHERE) -> None:
    Trail.objects.bulk_create(
        Trail(action="登录失败", name=account, address=address) for _ in range(count)
    )


def test_a_stranger_locks_nobody_out_of_where_they_work(db: None):
    assert db is None
    Trail.objects.create(action="登录", name="甲clerk", address=HERE)
    fail(30)

    assert is_guessed("甲clerk", ELSEWHERE)
    assert is_guessed("甲clerk", "198.51.100.1")
    assert not is_guessed("甲clerk", HERE)
    assert not is_guessed("甲approver", ELSEWHERE)


def test_an_address_that_tries_many_accounts_is_stopped(db: None):
    assert db is None
    for number in range(50):
        fail(1, f"account{number}")

    assert is_guessed("another", ELSEWHERE)
    assert not is_guessed("another", HERE)


def test_after_a_quarter_of_an_hour_it_is_over(db: None, monkeypatch):
    assert db is None
    fail(60)
    now = timezone.now() + timedelta(minutes=16)
    monkeypatch.setattr("jixiao.web.people.guessing.timezone.now", lambda: now)

    assert not is_guessed("甲clerk", ELSEWHERE)


@pytest.mark.parametrize("count", [29, 30])
def test_the_page_says_so_and_failed_logins_are_in_the_trail(home: County, count: int):
    fail(count, address="198.51.100.7")

    answer = Client(REMOTE_ADDR=HERE).post(
        "/login", {"username": "甲clerk", "password": "wrong"}
    )

    assert home
    assert 403 == answer.status_code
    assert ("输错太多次" in answer.content.decode()) == (count == 30)
    assert count + (count < 30) == Trail.objects.filter(action="登录失败").count()
