"""The office as a Django application."""

from django.apps import AppConfig


class Office(AppConfig):
    """Holds the models under the label `office`."""

    name = "jixiao.web"
    label = "office"
    verbose_name = "绩效办公"
    default_auto_field = "django.db.models.BigAutoField"
