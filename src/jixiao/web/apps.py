"""The office as a Django application."""

from collections.abc import Collection
from typing import Any

from django.apps import AppConfig, apps
from django.contrib.auth.signals import user_login_failed
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.http import HttpRequest
from django.utils.translation import gettext_lazy


def _seal_written(
    sender: type[Model],
    instance: Model,
    update_fields: Collection[str] | None = None,
    *,
    created: bool = False,
    raw: bool = False,
    **_: object,
) -> None:
    """Seal what was written, unless it comes back from a backup with its seals."""
    from jixiao.web.sealing import SEALED, kind_of, seal_row  # noqa: PLC0415 — asks the models

    says = SEALED[kind_of(sender) or ""].says
    if raw or (
        update_fields is not None
        and not {name.removesuffix("_id") for name in says}.intersection(update_fields)
    ):
        return
    if update_fields is not None:
        instance = sender._default_manager.get(pk=instance.pk)  # noqa: SLF001 — Django's own way
    seal_row(instance, is_new=created)


def _seal_taken_away(instance: Model, **_: object) -> None:
    """Seal that something was taken away."""
    from jixiao.web.sealing import seal_row  # noqa: PLC0415 — as above

    seal_row(instance, is_gone=True)


def _seal_rights(sender: type[Model], action: str, **_: object) -> None:
    """Seal the accounts of the staff anew where permissions or groups were given or taken."""
    from jixiao.web.sealing import seal_row  # noqa: PLC0415 — as above

    granting = ("User_groups", "User_user_permissions", "Group_permissions")
    if action.startswith("post_") and sender.__name__ in granting:
        staff = apps.get_model("office", "User").objects.filter(is_staff=True)
        for user in staff:
            seal_row(user)


def _name_in_language(model: type[Model]) -> None:
    """Let the administrator's corner name a model, its fields and their choices in the language chosen."""
    meta = model._meta  # noqa: SLF001 — how Django lets one ask
    meta.verbose_name = _in_language(meta.verbose_name)
    meta.verbose_name_plural = _in_language(meta.verbose_name_plural)
    for field in meta.local_fields:
        field.verbose_name = _in_language(field.verbose_name)
        field.help_text = _in_language(field.help_text)
        if field.choices:
            field.choices = [(key, _in_language(word)) for key, word in field.choices]


def _in_language(text: Any) -> Any:  # noqa: ANN401 — Django's own are translated when they are shown
    return gettext_lazy(text) if isinstance(text, str) and text else text


class Office(AppConfig):
    """Holds the models under the label `office`."""

    name = "jixiao.web"
    label = "office"
    verbose_name = gettext_lazy("绩效办公")
    default_auto_field = "django.db.models.BigAutoField"

    def _note_failure(
        self,
        sender: object,
        credentials: dict[str, str],
        request: HttpRequest | None = None,
        **_: object,
    ) -> None:
        """Write a failed login into the trail: the account that was tried, and from where."""
        del sender
        from jixiao.web.request_values import address_of  # noqa: PLC0415 — needs the settings

        self.get_model("Trail")._default_manager.create(  # noqa: SLF001 — Django's own way
            name=str(credentials.get("username", ""))[:100],
            address=address_of(request) if request else None,
            action="登录失败",
        )

    def ready(self) -> None:
        """Seal what is written, and call the devices of the second factor by a Chinese name; their package has none."""
        from jixiao.web.sealing import SEALED  # noqa: PLC0415 — it asks the models

        for sealed in SEALED.values():
            model, about = apps.get_model(sealed.model), f"seal {sealed.model}"
            post_save.connect(_seal_written, model, dispatch_uid=about)
            post_delete.connect(_seal_taken_away, model, dispatch_uid=about)
        m2m_changed.connect(_seal_rights, dispatch_uid="seal rights")
        user_login_failed.connect(
            self._note_failure, weak=False, dispatch_uid="note failed login"
        )
        apps.get_app_config("otp_totp").verbose_name = gettext_lazy("动态码")
        meta = apps.get_model("otp_totp", "TOTPDevice")._meta  # noqa: SLF001 — how Django lets one ask
        meta.verbose_name = meta.verbose_name_plural = gettext_lazy("动态码设备")
        for model in self.get_models():
            _name_in_language(model)
