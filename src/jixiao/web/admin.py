"""The administrator's corner: organisations, people, roles, what is lent, and the trail to read."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy, override
from django_tasks_db.models import DBTaskResult
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from jixiao.web.language import WRITTEN_IN
from jixiao.web.models import Lent, Membership, Organisation, Token, Trail, User
from jixiao.web.people import tokens
from jixiao.web.people.access import user_of
from jixiao.web.request_values import address_of
from jixiao.web.trail import note

admin.site.unregister(DBTaskResult)


def _kind_of(obj: Model) -> str:
    """What a thing is called in the trail, whatever language its page is in."""
    with override(WRITTEN_IN):
        return str(obj._meta.verbose_name)  # noqa: SLF001 — Django's own way


class Traced:
    """Pages whose every change is a line of the trail, with who made it and from where."""

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:  # noqa: ANN401
        """Write that something was added."""
        note(request, f"新建{_kind_of(obj)}", str(obj))
        return super().log_addition(request, obj, message)  # type: ignore[misc]

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:  # noqa: ANN401
        """Write what was changed: the names of the fields, never what stands in them."""
        fields = [name for part in message if isinstance(part, dict)
                  for name in part.get("changed", {}).get("fields", ())]  # fmt: skip
        about = f"{obj}：{'、'.join(map(str, fields))}"
        note(request, f"修改{_kind_of(obj)}", about)
        return super().log_change(request, obj, message)  # type: ignore[misc]

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:  # noqa: ANN401
        """Write what was deleted."""
        for obj in queryset:
            note(request, f"删除{_kind_of(obj)}", str(obj))
        return super().log_deletions(request, queryset)  # type: ignore[misc]


@admin.register(User)
class UserPages(Traced, UserAdmin, ModelAdmin):  # type: ignore[type-arg, misc]
    """Accounts."""

    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ("username", "full_name", "is_active", "last_login")
    search_fields = ("username", "full_name")
    list_filter = ("is_active",)
    ordering = ("username",)

    fieldsets = (
        (None, {"fields": ("username", "password", "full_name", "email")}),
        (
            gettext_lazy("状态"),
            {
                "fields": (
                    "is_active",
                    "must_change",
                    "is_staff",
                    "is_superuser",
                    "groups",
                )
            },
        ),
    )
    add_fieldsets = (
        (
            None,
            {
                "fields": (
                    "username",
                    "full_name",
                    "password1",
                    "password2",
                    "must_change",
                )
            },
        ),
    )


@admin.register(Organisation)
class OrganisationPages(Traced, ModelAdmin):  # type: ignore[misc]
    """The tree."""

    list_display = ("name", "level", "parent", "finance")
    list_select_related = ("parent", "finance")
    search_fields = ("name",)
    list_filter = ("level",)
    autocomplete_fields = ("parent", "finance")


@admin.register(Membership)
class MembershipPages(Traced, ModelAdmin):  # type: ignore[misc]
    """Who is what where."""

    list_display = ("user", "organisation", "role")
    list_filter = ("role",)
    search_fields = ("user__full_name", "user__username", "organisation__name")
    autocomplete_fields = ("user", "organisation")


@admin.register(Lent)
class LentPages(Traced, ModelAdmin):  # type: ignore[misc]
    """What is lent to whom."""

    list_display = ("membership", "taker", "since", "until")
    list_select_related = (
        "membership__user",
        "membership__organisation",
        "taker",
    )
    autocomplete_fields = ("membership", "taker")


@admin.register(Token)
class TokenPages(ModelAdmin):  # type: ignore[misc]
    """Keys for programs: to see, with their last use, and to take back."""

    list_display = ("pk", "user", "name", "scopes", "until", "used", "revoked")
    search_fields = ("name", "user__username", "user__full_name")
    actions = ("take_back",)

    @admin.action(description=gettext_lazy("收回所选的密钥"))
    def take_back(self, request: HttpRequest, chosen: Any) -> None:  # noqa: ANN401
        """Take keys back; they hold no more."""
        for token in chosen:
            tokens.revoke(token.pk, user_of(request), address_of(request))

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 — Django gives it
        """Keys are made by the command, which shows them once."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401
        """What a key may do is not changed; the list is for who may see it."""
        return obj is None and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401, ARG002
        """Keys are taken back, not deleted."""
        return False


@admin.register(Trail)
class TrailPages(ModelAdmin):  # type: ignore[misc]
    """The trail, to read only."""

    list_display = ("at", "name", "address", "action", "about")
    search_fields = ("name", "about", "action")
    list_filter = ("action",)

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 — Django gives it
        """Nobody adds a line by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401, ARG002
        """Nobody changes a line."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401, ARG002
        """Nobody deletes a line."""
        return False


_ROWS = 30
"""How many rows of a list one page shows, so that none is heavy."""
for _pages in admin.site._registry.values():  # noqa: SLF001 — other apps' pages too
    type(_pages).list_per_page = _ROWS
