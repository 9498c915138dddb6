"""What comes before every page: strangers' bodies, unknown hosts, what browsers may keep."""

import pytest
from django.test import Client

from jixiao.web.settings import LOGGING
from tests.web.conftest import County


class Unread:
    """A body that nobody may read."""

    def read(self, *_: object) -> bytes:
        message = "somebody took in what a stranger sends"
        raise AssertionError(message)

    readline = read


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/uploads", "/cases/new", "/"])
def test_what_a_stranger_sends_is_refused_unread(path: str):
    answer = Client().post(
        path, data={}, content_type="multipart/form-data; boundary=x",
        **{"wsgi.input": Unread(), "CONTENT_LENGTH": "50000000"},
    )  # fmt: skip

    assert (302, "/login") == (answer.status_code, answer["Location"])


@pytest.mark.django_db
@pytest.mark.parametrize("length", ["50000000", ""])
def test_a_long_body_is_no_login(length: str):
    answer = Client().post(
        "/login", data={}, content_type="multipart/form-data; boundary=x",
        **{"wsgi.input": Unread(), "CONTENT_LENGTH": length},
    )  # fmt: skip

    assert 400 == answer.status_code


@pytest.mark.django_db
def test_a_stranger_may_still_sign_in_and_choose_a_language():
    assert (
        403 == Client().post("/login", {"username": "x", "password": "y"}).status_code
    )
    assert 302 == Client().post("/language", {"language": "en"}).status_code


def test_what_is_behind_the_login_is_kept_by_no_browser(home: County):
    assert "no-store" == home.client("clerk").get("/")["Cache-Control"]
    assert "no-store" not in Client().get("/public").get("Cache-Control", "")


@pytest.mark.django_db
def test_an_unknown_host_is_answered_in_words_and_leaves_no_traceback():
    answer = Client().get("/", headers={"host": "other.example.com"})

    assert 400 == answer.status_code
    assert "没有办成" in answer.content.decode()
    logger = LOGGING["loggers"]["django.security.DisallowedHost"]
    assert {"handlers": [], "propagate": False} == logger
