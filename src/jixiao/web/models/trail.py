"""Who did what in the office: logins, views of what is not theirs, exports, changes of accounts."""

from django.conf import settings
from django.db import models

from jixiao.web.models.sealed_rows import Frozen


class Trail(Frozen):
    """One line; the database refuses to change or delete it."""

    at = models.DateTimeField("时间", auto_now_add=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        db_constraint=False,
        verbose_name="人员",
    )
    name = models.CharField("姓名", max_length=100, blank=True)
    address = models.GenericIPAddressField("地址", null=True)
    action = models.CharField("做了什么", max_length=40)
    about = models.CharField("关于", max_length=300, blank=True)

    class Meta:
        """The newest first."""

        ordering = ("-id",)
        verbose_name = verbose_name_plural = "审计记录"

    def __str__(self) -> str:
        """Return who did what."""
        return f"{self.name} {self.action} {self.about}"
