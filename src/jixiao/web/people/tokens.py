"""Keys for programs: made once, kept as digests, limited in what and how often."""

import hashlib
import secrets
from datetime import timedelta

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from jixiao.errors import JixiaoError
from jixiao.web.models import Token, User

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
    Token.objects.create(
        user=user, name=name, scopes=scopes, until=until, digest=_digest(plain)
    )
    return plain


def token_of(request: HttpRequest, scope: str) -> Token:
    """Return the key of a request.

    Raises:
        Refused: there is none, it is over, or it may not do this.
    """
    kind, _, plain = request.headers.get("Authorization", "").partition(" ")
    if kind != "Bearer" or not plain:
        raise Refused(401, "no_token", "请在 Authorization 里写 Bearer 和接口密钥。")
    token = Token.objects.select_related("user").filter(digest=_digest(plain)).first()
    if token is None or token.until < timezone.localdate() or not token.user.is_active:
        raise Refused(401, "bad_token", "接口密钥无效或已过期，请向管理员要新的。")
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
