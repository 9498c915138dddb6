"""The office as a Django application."""

from django.apps import AppConfig, apps


class Office(AppConfig):
    """Holds the models under the label `office`."""

    name = "jixiao.web"
    label = "office"
    verbose_name = "绩效办公"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Call the corner's other parts by Chinese names; their packages have none."""
        for label, name in _OTHERS.items():
            apps.get_app_config(label).verbose_name = name


_OTHERS = {"axes": "登录失败和锁定", "otp_totp": "动态码", "django_tasks_database": "后台任务"}
