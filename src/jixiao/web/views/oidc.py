"""Signing in by a provider of OpenID Connect: there, and back with who one is."""

from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jixiao.web.people.newcomers import NotLetIn, Person, let_in
from jixiao.web.people.signin import Provider, SignIn, secret_in, sign_in
from jixiao.web.trail import note

_BACKEND = "django.contrib.auth.backends.ModelBackend"


@never_cache
@require_safe
def there(request: HttpRequest) -> HttpResponse:
    """Send somebody to the provider, with a word that must come back unchanged."""
    client = _client(_setting(), settings.OFFICE.signin)
    back = request.build_absolute_uri(reverse("oidc_back"))
    answer: HttpResponse = client.authorize_redirect(request, back)
    return answer


@never_cache
@require_safe
def back(request: HttpRequest) -> HttpResponse:
    """Let somebody in who comes back from the provider."""
    from authlib.common.errors import AuthlibBaseError  # noqa: PLC0415 — an extra
    from joserfc.errors import JoseError  # noqa: PLC0415
    from requests.exceptions import RequestException  # noqa: PLC0415

    setting = _setting()
    client = _client(setting, settings.OFFICE.signin)
    try:
        userinfo = client.authorize_access_token(request).get("userinfo") or {}
    except (AuthlibBaseError, JoseError, RequestException, ValueError):
        messages.error(request, "统一认证没有成功，请再试一次，仍不行请找管理员。")
        return redirect("login")
    try:
        user = let_in(_person(setting.oidc, userinfo), setting.roles)
    except NotLetIn as refusal:
        messages.error(request, str(refusal))
        return redirect("login")
    login(request, user, backend=_BACKEND)
    note(request, "统一认证登录")
    return redirect(settings.LOGIN_REDIRECT_URL)


def _setting() -> SignIn:
    setting = sign_in(settings.OFFICE.signin)
    if setting is None or setting.oidc is None:
        raise Http404
    return setting


@cache
def _client(setting: SignIn, _path: Path | None) -> Any:  # noqa: ANN401 — Authlib has no types
    from authlib.integrations.django_client import OAuth  # noqa: PLC0415 — an extra

    provider = setting.oidc
    if provider is None:
        raise Http404
    registry = OAuth()
    registry.register(
        "provider",
        client_id=provider.client,
        client_secret=secret_in(provider.secret_file),
        server_metadata_url=f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={"scope": provider.scope, "code_challenge_method": "S256"},
    )
    return registry.provider


def _person(provider: Provider | None, userinfo: dict[str, Any]) -> Person:
    """Who the provider says somebody is.

    Raises:
        NotLetIn: it does not say the name that accounts go by.
    """
    username = str(userinfo.get(provider.username) or "") if provider else ""
    if provider is None or not username:
        message = "统一认证没有给出账号，请管理员核对登录设置里的 username。"
        raise NotLetIn(message)
    groups = userinfo.get(provider.groups) or ()
    listed = [groups] if isinstance(groups, str) else groups
    name = str(userinfo.get(provider.name) or username)
    return Person(username[:150], name, frozenset(map(str, listed)))
