"""Signing in by a real LDAP server on this machine: who may, who may not, and nobody without a password."""

import gc
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from jixiao.web.models import Membership, User
from tests.parts import DIRECTORY
from tests.servers import await_port, end, free_port
from tests.web.conftest import County

# ldap3 asks pyasn1 for names that it calls otherwise by now.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def by_directory(test: Callable) -> Callable:
    """Mark a test that signs in by the real server."""
    for mark in (pytest.mark.slow, DIRECTORY.needed):
        test = mark(test)
    return pytest.mark.usefixtures("told_of_directory")(test)


SLAPD = shutil.which("slapd", path="/usr/sbin:/usr/bin") or "slapd"
LDAPADD = shutil.which("ldapadd") or "ldapadd"
CONFIG = """
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload memberof
pidfile {home}/pid
database mdb
suffix "dc=jia"
rootdn "cn=reader,dc=jia"
rootpw reading
directory {home}/base
overlay memberof
"""
PEOPLE = """
dn: dc=jia
objectClass: domain
dc: jia

dn: uid=li,dc=jia
objectClass: inetOrgPerson
uid: li
cn: 李乙
sn: 李
userPassword: a long password

dn: uid=wang,dc=jia
objectClass: inetOrgPerson
uid: wang
cn: 王丙
sn: 王
userPassword: another one

dn: cn=clerks,dc=jia
objectClass: groupOfNames
cn: clerks
member: uid=li,dc=jia
"""
SIGNIN = """
[ldap]
address = "ldap://127.0.0.1:{port}"
people = "dc=jia"
reader = "cn=reader,dc=jia"
password_file = "{home}/secret"
[[roles]]
group = "clerks"
role = "clerk"
unit = "甲县医保中心"
"""


@pytest.fixture(scope="module")
def settings_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("slapd")
    (home / "base").mkdir()
    (home / "slapd.conf").write_text(CONFIG.format(home=home))
    (home / "people.ldif").write_text(PEOPLE, "utf-8")
    (home / "secret").write_text("reading\n")
    port = free_port()
    address = f"ldap://127.0.0.1:{port}"
    server = subprocess.Popen(
        [SLAPD, "-d", "0", "-f", str(home / "slapd.conf"), "-h", address],
        start_new_session=True,
    )
    reader = ["-x", "-H", address, "-D", "cn=reader,dc=jia", "-w", "reading"]
    try:
        await_port(server, port)
        subprocess.run(
            [LDAPADD, *reader, "-f", str(home / "people.ldif")],
            capture_output=True,
            check=True,
        )
        path = home / "signin.toml"
        path.write_text(SIGNIN.format(port=port, home=home), "utf-8")
        yield path
    finally:
        end(server)


@pytest.fixture
def told_of_directory(settings, settings_of: Path) -> None:
    settings.OFFICE = replace(settings.OFFICE, signin=settings_of)


def enter(username: str, password: str) -> tuple[Client, int, str]:
    client = Client()
    credentials = {"username": username, "password": password}
    answer = client.post(reverse("login"), credentials)
    return client, answer.status_code, answer.content.decode()


def open_sockets() -> int:
    gc.collect()
    return sum(
        type(each) is socket.socket and each.fileno() >= 0 for each in gc.get_objects()
    )


@by_directory
def test_who_is_in_a_group_signs_in_with_its_role(home: County):
    client, status, _ = enter("li", "a long password")

    assert 302 == status
    assert 200 == client.get(reverse("desk")).status_code
    user = User.objects.get(username="li")
    assert "李乙" == user.full_name
    held = Membership.objects.get(user=user)
    assert ("clerk", home.places["unit"]) == (held.role, held.organisation)


@by_directory
@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("username", "password"),
    [("li", "falsch"), ("li", ""), ("*", "a long password"), ("li)(uid=*", "x"), ("nobody", "x")],
)  # fmt: skip
def test_nobody_else_signs_in(username: str, password: str):
    assert 403 == enter(username, password)[1]
    assert not User.objects.filter(username="li").exists()


@by_directory
@pytest.mark.usefixtures("home")
def test_who_has_no_role_is_told_so():
    _, status, text = enter("wang", "another one")

    assert 403 == status
    assert "没有办公系统的角色" in text


@by_directory
@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("written", "wrong"), [("reading\n", "writing\n"), ("dc=jia", "dc=yi")]
)
def test_a_setting_that_the_directory_refuses_is_told_and_blames_nobodys_password(
    settings, settings_of: Path, tmp_path: Path, written: str, wrong: str
):
    (tmp_path / "secret").write_text("reading\n".replace(written, wrong))
    signin = settings_of.read_text("utf-8").replace(
        f"{settings_of.parent}/secret", f"{tmp_path}/secret"
    )
    path = tmp_path / "signin.toml"
    path.write_text(
        signin.replace(f'people = "{written}"', f'people = "{wrong}"'), "utf-8"
    )
    settings.OFFICE = replace(settings.OFFICE, signin=path)

    _, status, text = enter("li", "a long password")

    assert 403 == status
    assert "现在连不上统一目录" in text


@by_directory
@pytest.mark.usefixtures("home")
def test_nobody_who_signed_in_or_did_not_leaves_a_connection_open():
    before = open_sockets()

    for username, password in (("li", "a long password"), ("li", "falsch"), ("x", "y")):
        enter(username, password)

    assert before == open_sockets()


@pytest.mark.usefixtures("home")
def test_a_directory_that_cannot_be_reached_is_told_in_words(settings, tmp_path: Path):
    (tmp_path / "secret").write_text("reading")
    path = tmp_path / "signin.toml"
    path.write_text(SIGNIN.format(port=9, home=tmp_path), "utf-8")
    settings.OFFICE = replace(settings.OFFICE, signin=path)
    before = open_sockets()

    _, status, text = enter("li", "a long password")

    assert 403 == status
    assert "现在连不上统一目录" in text
    assert before == open_sockets()
