"""The office as a Django application."""

from django.apps import AppConfig, apps


class Office(AppConfig):
    """Holds the models under the label `office`."""

    name = "jixiao.web"
    label = "office"
    verbose_name = "绩效办公"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Call the devices of the second factor by a Chinese name; their package has none."""
        apps.get_app_config("otp_totp").verbose_name = "动态码"
        meta = apps.get_model("otp_totp", "TOTPDevice")._meta  # noqa: SLF001 — how Django lets one ask
        meta.verbose_name = meta.verbose_name_plural = "动态码设备"
