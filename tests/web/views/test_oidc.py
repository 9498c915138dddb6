"""Signing in by a real provider of OpenID Connect on this machine: there and back, and nobody else."""

import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import requests
from django.test import Client
from django.urls import reverse

from jixiao.web.models import Membership, User
from tests.web.conftest import County

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]
SIGNIN = """
[oidc]
issuer = "http://localhost:{port}"
client = "jixiao"
secret_file = "{secret}"
[[roles]]
group = "clerks"
role = "clerk"
unit = "甲县医保中心"
"""
PEOPLE = {
    "1": {"preferred_username": "li", "name": "李乙", "groups": ["clerks"]},
    "2": {"preferred_username": "wang", "name": "王丙", "groups": ["cleaners"]},
    "3": {"name": "无名"},
}


@pytest.fixture(scope="module")
def signin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import oidc_provider_mock  # heavy, and with warnings of its own
    home = tmp_path_factory.mktemp("oidc")
    (home / "secret").write_text("secret")
    people = [
        oidc_provider_mock.User(sub=sub, claims=claims)
        for sub, claims in PEOPLE.items()
    ]
    with oidc_provider_mock.run_server_in_thread(user_claims=people) as server:
        path = home / "signin.toml"
        text = SIGNIN.format(port=server.server_port, secret=home / "secret")
        path.write_text(text, "utf-8")
        yield path


@pytest.fixture(autouse=True)
def by_provider(settings, signin: Path) -> None:
    settings.OFFICE = replace(settings.OFFICE, signin=signin)


def come_back(client: Client, sub: str) -> str:
    """Go to the provider, say who one is, and come back; gives the text of the page one comes to."""
    there = client.get(reverse("oidc"))
    assert "code_challenge_method=S256" in there["Location"]
    answer = requests.post(
        there["Location"], data={"sub": sub}, allow_redirects=False, timeout=10
    )
    back = answer.headers["Location"].removeprefix("http://testserver")
    return client.get(back, follow=True).content.decode()


def test_who_is_in_a_group_signs_in_with_its_role(home: County):
    client = Client()
    assert "用统一认证登录" in client.get(reverse("login")).content.decode()

    page = come_back(client, "1")

    assert "工作台" in page
    held = Membership.objects.get(user__username="li")
    assert ("clerk", home.places["unit"]) == (held.role, held.organisation)


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("sub", "message"), [("2", "没有办公系统的角色"), ("3", "没有给出账号")]
)
def test_who_has_no_role_or_no_name_is_told_so(sub: str, message: str):
    assert message in come_back(Client(), sub)
    assert not User.objects.filter(username__in=["wang", "3"]).exists()


@pytest.mark.usefixtures("home")
def test_an_answer_to_somebody_elses_question_lets_nobody_in():
    there = Client().get(reverse("oidc"))
    answer = requests.post(
        there["Location"], data={"sub": "1"}, allow_redirects=False, timeout=10
    )
    back = answer.headers["Location"].removeprefix("http://testserver")

    page = Client().get(back, follow=True).content.decode()

    assert "统一认证没有成功" in page
    assert not User.objects.filter(username="li").exists()


def test_without_a_provider_there_is_no_such_page(db: None, settings):  # noqa: ARG001
    settings.OFFICE = replace(settings.OFFICE, signin=None)

    assert 404 == Client().get(reverse("oidc")).status_code
