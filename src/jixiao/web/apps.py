"""The office as a Django application."""

from django.apps import AppConfig, apps
from django.contrib.auth.signals import user_login_failed
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest


class Office(AppConfig):
    """Holds the models under the label `office`."""

    name = "jixiao.web"
    label = "office"
    verbose_name = "绩效办公"
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
        from jixiao.web.sealing import SEALED, seal_row  # noqa: PLC0415 — it asks the models

        def written(sender: type[Model], instance: Model, **how: bool) -> None:
            if not how.get("raw") and (how.get("created") or sender is not case):
                seal_row(instance)

        def taken_away(sender: type[Model], instance: Model, **_: object) -> None:
            del sender
            seal_row(instance, is_gone=True)

        case = self.get_model("Case")
        for name, _ in SEALED.values():
            model = self.get_model(name)
            post_save.connect(written, model, weak=False, dispatch_uid=f"seal {name}")
            post_delete.connect(
                taken_away, model, weak=False, dispatch_uid=f"unseal {name}"
            )
        user_login_failed.connect(
            self._note_failure, weak=False, dispatch_uid="note failed login"
        )
        apps.get_app_config("otp_totp").verbose_name = "动态码"
        meta = apps.get_model("otp_totp", "TOTPDevice")._meta  # noqa: SLF001 — how Django lets one ask
        meta.verbose_name = meta.verbose_name_plural = "动态码设备"
