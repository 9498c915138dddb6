"""The administrator's corner: organisations, people, roles, what is lent, and the trail to read."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest
from django_tasks_db.models import DBTaskResult
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from jixiao.web.models import Lent, Membership, Organisation, Trail, User

admin.site.unregister(DBTaskResult)


@admin.register(User)
class UserPages(UserAdmin, ModelAdmin):  # type: ignore[type-arg, misc]
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
            "状态",
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
class OrganisationPages(ModelAdmin):  # type: ignore[misc]
    """The tree."""

    list_display = ("name", "level", "parent", "finance")
    search_fields = ("name",)
    list_filter = ("level",)


@admin.register(Membership)
class MembershipPages(ModelAdmin):  # type: ignore[misc]
    """Who is what where."""

    list_display = ("user", "organisation", "role")
    list_filter = ("role",)
    search_fields = ("user__full_name", "user__username", "organisation__name")
    autocomplete_fields = ("user", "organisation")


@admin.register(Lent)
class LentPages(ModelAdmin):  # type: ignore[misc]
    """What is lent to whom."""

    list_display = ("membership", "taker", "since", "until")


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
