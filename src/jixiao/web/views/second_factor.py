"""The second factor: a code that changes every half minute, set up by each person for themselves."""

from typing import Any

import segno
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django_otp import login as confirm_second_factor
from django_otp.plugins.otp_totp.models import TOTPDevice

from jixiao.web.models import User
from jixiao.web.people.access import needs_second_factor, user_of
from jixiao.web.trail import note


class Code(forms.Form):
    """The six digits that the telephone shows."""

    code = forms.CharField(label="动态码", max_length=8)


@never_cache
@login_required
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """Show a key to take over into a telephone, and take it into use once a right code is typed."""
    user = user_of(request)
    if _devices(user, confirmed=True):
        context: dict[str, Any] = {"ready": True, "must": needs_second_factor(user)}
        return render(request, "second_factor.html", context)
    device = _waiting(user)
    form = Code(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if device.verify_token(form.cleaned_data["code"].strip()):
            device.confirmed = True
            device.save()
            confirm_second_factor(request, device)
            note(request, "开通动态码")
            messages.success(request, "动态码已开通，下次登录时要填。")
            return redirect("desk")
        messages.error(
            request, "动态码不对。请看手机上现在的六位数，并核对手机的时间。"
        )
    picture = segno.make(device.config_url, error="m").svg_data_uri(scale=5)
    context = {
        "ready": False,
        "picture": picture,
        "key": _in_fours(device),
        "must": needs_second_factor(user),
    }
    return render(request, "second_factor.html", context)


@require_POST
@login_required
@sensitive_post_parameters("code")
def take_off(request: HttpRequest) -> HttpResponse:
    """Take the second factor off; who does it shows that the telephone is theirs."""
    user = user_of(request)
    devices = _devices(user, confirmed=True)
    if needs_second_factor(user):
        messages.error(
            request, "本单位要求使用动态码，不能停用。换手机请找管理员删去旧的。"
        )
    elif not any(d.verify_token(request.POST.get("code", "").strip()) for d in devices):
        messages.error(request, "动态码不对，没有停用。")
    else:
        for device in devices:
            device.delete()
        note(request, "停用动态码")
        messages.success(request, "动态码已停用。")
    return redirect("second_factor")


def _devices(user: User, *, confirmed: bool) -> list[TOTPDevice]:
    return list(TOTPDevice.objects.devices_for_user(user, confirmed=confirmed))


def _waiting(user: User) -> TOTPDevice:
    """The key that waits for its first code, made the first time."""
    waiting = _devices(user, confirmed=False)
    if waiting:
        return waiting[0]
    return TOTPDevice.objects.create(user=user, name="手机", confirmed=False)


def _in_fours(device: TOTPDevice) -> str:
    """Print a key as people type it."""
    from base64 import b32encode  # noqa: PLC0415 — only here

    text = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(text[n : n + 4] for n in range(0, len(text), 4))
