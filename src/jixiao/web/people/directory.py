"""Sign in with the password of an LDAP directory: the account here is made of what it says."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from jixiao.web.models import User
from jixiao.web.people.newcomers import NotLetIn, Person, let_in
from jixiao.web.people.signin import Directory, secret_in, sign_in

_SECONDS = 8


class DirectoryBackend(ModelBackend):
    """Django asks it after the passwords kept here."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,  # noqa: ANN401, ARG002 — Django's own
    ) -> User | None:
        """Return who has that password in the directory; None where nobody has."""
        setting = sign_in(settings.OFFICE.signin)
        # A directory takes an empty password for somebody who wants to be nobody.
        if setting is None or setting.ldap is None or not username or not password:
            return None
        try:
            person = find(setting.ldap, username, password)
            return let_in(person, setting.roles) if person else None
        except NotLetIn as refusal:
            if request is not None:
                messages.error(request, str(refusal))
            return None


def find(ldap: Directory, username: str, password: str) -> Person | None:
    """Return who has that name and password in a directory; None where nobody has."""
    from ldap3 import NONE, Connection, Server, Tls  # noqa: PLC0415 — an extra
    from ldap3.core.exceptions import (  # noqa: PLC0415
        LDAPBindError,
        LDAPException,
        LDAPStartTLSError,
    )
    from ldap3.core.results import RESULT_SUCCESS  # noqa: PLC0415
    from ldap3.utils.conv import escape_filter_chars  # noqa: PLC0415

    tls = Tls(
        validate=ssl.CERT_REQUIRED,
        ca_certs_file=ldap.certificates,
    )
    server = Server(ldap.address, tls=tls, get_info=NONE, connect_timeout=_SECONDS)

    @contextmanager
    def connected(name: str, secret: str) -> Iterator[Any]:
        """Be connected to the directory as somebody, and not a moment longer.

        A connection of ldap3 that binds itself is left open by its own context.
        """
        connection = Connection(
            server, name, secret, read_only=True, receive_timeout=_SECONDS
        )
        try:
            connection.open(read_server_info=False)
            if ldap.starttls and not connection.start_tls(read_server_info=False):
                raise LDAPStartTLSError(connection.last_error)
            if not connection.bind():
                raise LDAPBindError(connection.last_error)
            yield connection
        finally:
            with suppress(LDAPException):
                connection.unbind()
            if connection.socket is not None:
                connection.socket.close()

    def entries_of(reader: Any) -> list[dict[str, Any]]:  # noqa: ANN401
        wanted = ldap.find.format(username=escape_filter_chars(username))
        reader.search(ldap.people, wanted, attributes=[ldap.name, ldap.groups])
        if reader.result["result"] != RESULT_SUCCESS:
            raise LDAPException(reader.result["description"])
        return [e for e in reader.response if e["type"] == "searchResEntry"]

    try:
        with connected(ldap.reader, secret_in(ldap.password_file)) as reader:
            entries = entries_of(reader)
        if len(entries) != 1:
            return None
        dn, attributes = entries[0]["dn"], entries[0]["attributes"]
        try:
            with connected(dn, password):
                return _person(username, ldap, attributes)
        except LDAPBindError:
            return None
    except LDAPException as error:
        message = "现在连不上统一目录，请稍后再试，或请管理员处理。"
        raise NotLetIn(message) from error


def _person(username: str, ldap: Directory, attributes: dict[str, Any]) -> Person:
    names = _texts(attributes.get(ldap.name))
    groups = frozenset(_texts(attributes.get(ldap.groups)))
    return Person(username, names[0] if names else username, groups)


def _texts(value: Any) -> list[str]:  # noqa: ANN401 — ldap3 gives one or many
    values = value if isinstance(value, list | tuple) else [value]
    return [
        item.decode("utf-8", "replace") if isinstance(item, bytes) else str(item)
        for item in values
        if item
    ]
