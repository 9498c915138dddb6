"""Settings of signing in: off by default, and what is unknown or unsafe is refused in words."""

from pathlib import Path

import pytest

from jixiao.errors import JixiaoError
from jixiao.web.people.signin import secret_in, sign_in

ROLES = '[[roles]]\ngroup = "g"\nrole = "clerk"\nunit = "甲"\n'
LDAP = (
    '[ldap]\naddress = "{}"\npeople = "dc=jia"\nreader = "cn=r"\npassword_file = "p"\n'
)


def test_without_a_file_nobody_signs_in_by_anything_else():
    assert sign_in(None) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (ROLES.replace("clerk", "king"), "没有的角色“king”"),
        (ROLES + LDAP.format("ldap://directory.example"), "没有加密"),
        (ROLES + "[saml]\n", "不是能用的登录设置"),
    ],
)
def test_what_is_unknown_or_unsafe_is_refused(tmp_path: Path, text: str, message: str):
    path = tmp_path / "signin.toml"
    path.write_text(text, "utf-8")

    with pytest.raises(JixiaoError, match=message):
        sign_in(path)


def test_a_directory_over_tls_or_on_this_machine_is_taken(tmp_path: Path):
    for number, address in enumerate(("ldaps://directory.example", "ldap://127.0.0.1")):
        path = tmp_path / f"{number}.toml"
        path.write_text(ROLES + LDAP.format(address), "utf-8")

        assert address == sign_in(path).ldap.address


def test_a_secret_that_cannot_be_read_is_told(tmp_path: Path):
    with pytest.raises(JixiaoError, match="读不了 p"):
        secret_in(str(tmp_path / "p"))
