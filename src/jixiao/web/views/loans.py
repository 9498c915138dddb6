"""Roles lent: one's own to a colleague for some days, and those that others lent."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from jixiao.web.models import Lent, Membership, User
from jixiao.web.people.access import check_standing, user_of
from jixiao.web.people.lending import NotLent, colleagues, lend, take_back
from jixiao.web.request_values import whole_number
from jixiao.web.trail import note

_MOST_LISTED = 30


class Loan(forms.Form):
    """Which role is lent to whom, and from which day to which."""

    membership = forms.ModelChoiceField(Membership.objects.none())
    taker = forms.ModelChoiceField(User.objects.none())
    since = forms.DateField()
    until = forms.DateField()

    def __init__(self, user: User, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        roles = user.memberships.select_related("organisation")
        self.fields["membership"].queryset = roles  # type: ignore[attr-defined]
        self.fields["taker"].queryset = colleagues(user)  # type: ignore[attr-defined]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def loans(request: HttpRequest) -> HttpResponse:
    """Lend a role of one's own, and list what was lent to whom."""
    user = user_of(request)
    form = Loan(user, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _is_lent(request, form):
        return redirect("loans")
    lent_out = Lent.objects.filter(membership__user=user)
    with_names = ("membership__organisation", "membership__user", "taker")
    context = {
        "form": form,
        "lent_out": lent_out.select_related(*with_names).order_by("-until")[
            :_MOST_LISTED
        ],
        "lent_here": user.borrowed.select_related(*with_names).order_by("-until")[
            :_MOST_LISTED
        ],
        "today": timezone.localdate(),
    }
    return render(request, "loans.html", context, status=400 if form.errors else 200)


def _is_lent(request: HttpRequest, form: Loan) -> bool:
    """Lend what a form says; what speaks against it stands above the form."""
    check_standing(user_of(request))
    about = form.cleaned_data
    days = about["since"], about["until"]
    try:
        loan = lend(about["membership"], about["taker"], days, timezone.localdate())
    except NotLent as error:
        form.add_error(None, str(error))
        return False
    note(request, "委托", str(loan))
    messages.success(request, "已委托。到期自动失效，随时可以收回。")
    return True


@require_POST
@login_required
def back(request: HttpRequest) -> HttpResponse:
    """Take back a role that one lent."""
    user = user_of(request)
    check_standing(user)
    number = whole_number(request.POST.get("loan"))
    loan = get_object_or_404(Lent, pk=number, membership__user=user)
    about = str(loan)
    take_back(loan, timezone.localdate())
    note(request, "收回委托", about)
    messages.success(request, "已收回。")
    return redirect("loans")
