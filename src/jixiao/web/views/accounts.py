"""Logging in and out, passwords, and the second factor."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django_otp import devices_for_user
from django_otp import login as confirm_second_factor

from jixiao.web.models import User
from jixiao.web.people.access import user_of
from jixiao.web.people.guessing import is_guessed
from jixiao.web.people.sessions import prolong, seconds_left
from jixiao.web.people.signin import Provider, sign_in
from jixiao.web.request_values import address_of, wants_data
from jixiao.web.sealing import check_rows
from jixiao.web.trail import note


class Credentials(AuthenticationForm):
    """An account and its password, and the code of those who have a second factor."""

    code = forms.CharField(label="动态码", required=False, max_length=8)

    error_messages = {  # noqa: RUF012 — Django's own way
        "invalid_login": "账号或密码不对。连错五次会锁定十五分钟。",
        "inactive": "这个账号已停用，请找管理员。",
    }

    def clean(self) -> dict[str, Any]:
        """Refuse what is guessed, and check the second factor of those who have one."""
        account = str(self.cleaned_data.get("username") or "")
        address = address_of(self.request) if self.request else None
        if is_guessed(account, address):
            message = "这个账号或这个网络地址刚才输错太多次，请十五分钟后再试，或请管理员处理。"
            raise forms.ValidationError(message)
        cleaned = super().clean()
        user = self.get_user()
        if isinstance(user, User):
            check_rows("account", [user])
        devices = list(devices_for_user(user)) if user else []
        code = (self.cleaned_data.get("code") or "").strip()
        if devices and not (code and any(d.verify_token(code) for d in devices)):
            raise forms.ValidationError("请填写手机上的六位动态码。")
        self.device = devices[0] if devices else None
        return cleaned


@never_cache
@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Let somebody in: by the page, or by the dialog of a page that is open already."""
    by_script = wants_data(request)
    if request.user.is_authenticated and not by_script:
        return redirect("desk")
    form = Credentials(request, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = form.get_user()
        login(request, user)
        if form.device:
            confirm_second_factor(request, form.device)
        note(request, "登录")
        if by_script:
            return _entered(request)
        return redirect("password" if user.must_change else _next(request))
    if by_script:
        message = " ".join(map(str, form.non_field_errors())) or "请填写密码。"
        return JsonResponse({"error": {"message": message}}, status=403)
    status = 200 if request.method == "GET" else 403
    return render(
        request,
        "account_login.html",
        {
            "form": form,
            "next": request.GET.get("next", ""),
            "provider": _provider(),
        },
        status=status,
    )


def _provider() -> Provider | None:
    """The provider by which one may sign in, if there is one."""
    setting = sign_in(settings.OFFICE.signin)
    return setting.oidc if setting else None


def _entered(request: HttpRequest) -> JsonResponse:
    """Tell an open page that its person is in again, and the token that its forms bear now."""
    prolong(request)
    answer = {"token": get_token(request), "seconds": seconds_left(request)}
    return JsonResponse(answer)


def _next(request: HttpRequest) -> str:
    """The address somebody wanted to go to, if it is here; else the desk."""
    wanted = request.POST.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else resolve_url(settings.LOGIN_REDIRECT_URL)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Let somebody out."""
    note(request, "退出")
    logout(request)
    return redirect("login")


@never_cache
@login_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Let somebody change their password."""
    user = user_of(request)
    form = PasswordChangeForm(user, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        saved.must_change = False
        saved.save(update_fields=["must_change"])
        update_session_auth_hash(request, saved)
        note(request, "改密码")
        return redirect("desk")
    return render(request, "account_password.html", {"form": form})
