"""Signing in by a bureau's own directory or identity provider: what a file of settings says of it.

Both are off unless `JIXIAO_OFFICE_SIGNIN` names the file.
"""

from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from jixiao.errors import JixiaoError
from jixiao.library import load_toml
from jixiao.web.models import Membership


class Directory(Struct, frozen=True, forbid_unknown_fields=True):
    """An LDAP directory: where people stand in it, and which attributes say what.

    `reader` is the account that looks people up, its password in a file of its own; `find` is the
    filter by which a person is found, `groups` the attribute of a person that names their groups.
    """

    address: str
    people: str
    reader: str
    password_file: str
    find: str = "(uid={username})"
    name: str = "cn"
    groups: str = "memberOf"
    certificates: str | None = None
    starttls: bool = False


class Provider(Struct, frozen=True, forbid_unknown_fields=True):
    """An OpenID Connect provider, by the address of what it publishes of itself."""

    issuer: str
    client: str
    secret_file: str
    title: str = "统一认证"
    scope: str = "openid profile"
    username: str = "preferred_username"
    name: str = "name"
    groups: str = "groups"


class GroupRole(Struct, frozen=True, forbid_unknown_fields=True):
    """The role in a unit that members of a group hold."""

    group: str
    role: str
    unit: str


class SignIn(Struct, frozen=True, forbid_unknown_fields=True):
    """By what people may sign in besides their passwords here, and what their groups may do."""

    roles: tuple[GroupRole, ...]
    ldap: Directory | None = None
    oidc: Provider | None = None


@cache
def sign_in(path: Path | None) -> SignIn | None:
    """Read the settings; None where none are named.

    Raises:
        JixiaoError: the file cannot be read, or says what is not known or not safe.
    """
    if path is None:
        return None
    try:
        settings = msgspec.convert(load_toml(path), SignIn, strict=False)
    except msgspec.ValidationError as error:
        message = f"{path.name} 不是能用的登录设置：{error}。请改正。"
        raise JixiaoError(message) from error
    known = dict(Membership.ROLES)
    for line in settings.roles:
        if line.role not in known:
            message = f"{path.name} 的 [[roles]] 写了没有的角色“{line.role}”；可写 {'、'.join(known)}。"
            raise JixiaoError(message)
    _refuse_open_air(settings.ldap)
    return settings


_LOOPBACK = ("ldap://127.0.0.1", "ldap://localhost")


def _refuse_open_air(ldap: Directory | None) -> None:
    """Refuse a directory to which passwords would travel readable.

    Raises:
        JixiaoError: it would.
    """
    if (
        ldap is None
        or ldap.starttls
        or ldap.address.startswith(("ldaps://", *_LOOPBACK))
    ):
        return
    message = f"目录 {ldap.address} 没有加密，密码会明文经过网络。请用 ldaps://，或写 starttls = true。"
    raise JixiaoError(message)


def secret_in(path: str) -> str:
    """The secret that a file holds.

    Raises:
        JixiaoError: it cannot be read.
    """
    try:
        return Path(path).read_text("utf-8").strip()
    except OSError as error:
        message = f"读不了 {Path(path).name}：请检查 signin 设置里的路径和权限。"
        raise JixiaoError(message) from error
