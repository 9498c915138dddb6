"""Keys for programs: made once, kept as digests, limited in what and how often."""

import hashlib
import secrets
from collections.abc import Iterator
from datetime import timedelta

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from jixiao.errors import JixiaoError
from jixiao.web.models import Token, Trail, User
from jixiao.web.sealing import check_rows

PER_MINUTE = 600
"""How often a key, or an address without one, may ask."""
_MINUTE = 60
_NOTED_EVERY = timedelta(hours=1)
"""How exact a key's last use is kept: reading need not write each time."""


class Refused(JixiaoError):
    """A request without a key that holds; `status` is what the answer bears."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


def make(user: User, name: str, scopes: str, days: int) -> str:
    """Make a key; it is given once and kept nowhere."""
    plain = f"jx_{secrets.token_urlsafe(32)}"
    until = timezone.localdate() + timedelta(days=days)
    token = Token.objects.create(
        user=user, name=name, scopes=scopes, until=until, digest=_digest(plain)
    )
    Trail.objects.create(action="发密钥", about=f"{token.pk} {token} {scopes}"[:300])
    return plain


def revoke(number: int, by: User | None = None, address: str | None = None) -> Token:
    """Take a key back: it holds no more from now on.

    Raises:
        JixiaoError: there is none of this number.
    """
    token = Token.objects.select_related("user").filter(pk=number).first()
    if token is None:
        message = f"没有第 {number} 号接口密钥。用 jixiao office tokens 查看。"
        raise JixiaoError(message)
    if token.revoked is None:
        token.revoked = timezone.now()
        token.save(update_fields=["revoked"])
        Trail.objects.create(
            user=by,
            name=by.username if by else "",
            address=address,
            action="收回密钥",
            about=f"{token.pk} {token}"[:300],
        )
    return token


def listed() -> Iterator[str]:
    """Each key in a line: its number, whose it is, what for, what it may do, and when it was used."""
    for token in Token.objects.select_related("user").order_by("pk"):
        used = (
            f"{timezone.localtime(token.used):%Y-%m-%d %H:%M}"
            if token.used
            else "没有用过"
        )
        state = "已收回" if token.revoked else f"有效到 {token.until}"
        yield f"  {token.pk}\t{token}\t{token.scopes}\t{state}\t最近使用 {used}"


def token_of(request: HttpRequest, scope: str) -> Token:
    """Return the key of a request.

    Raises:
        Refused: there is none, it is over, or it may not do this.
        Tampered: it, or its account, was put into the database or changed there.
    """
    kind, _, plain = request.headers.get("Authorization", "").partition(" ")
    if kind != "Bearer" or not plain:
        raise Refused(401, "no_token", "请在 Authorization 里写 Bearer 和接口密钥。")
    token = Token.objects.select_related("user").filter(digest=_digest(plain)).first()
    is_over = token is not None and (
        token.revoked is not None or token.until < timezone.localdate()
    )
    if token is None or is_over or not token.user.is_active:
        raise Refused(401, "bad_token", "接口密钥无效或已过期，请向管理员要新的。")
    check_rows("key", [token])
    check_rows("account", [token.user])
    if scope not in token.scopes.split(","):
        raise Refused(403, "no_scope", f"这个密钥没有 {scope} 权限。")
    now = timezone.now()
    if token.used is None or now - token.used > _NOTED_EVERY:
        Token.objects.filter(pk=token.pk).update(used=now)
    return token


def limit(name: str) -> None:
    """Count a request of a key or an address.

    Raises:
        Refused: it has asked too often in this minute.
    """
    minute = timezone.now().strftime("%Y%m%d%H%M")
    key = hashlib.sha256(f"{name} {minute}".encode()).hexdigest()
    cache.add(key, 0, 2 * _MINUTE)
    if cache.incr(key) > PER_MINUTE:
        raise Refused(
            429, "too_many", f"一分钟内请求超过 {PER_MINUTE} 次，请一分钟后再试。"
        )


def _digest(plain: str) -> str:
    return hashlib.sha256(plain.encode()).hexdigest()
