"""Organisations in a tree, people, the roles they hold where, and roles lent."""

import secrets
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models, transaction

from jixiao.web.models.sealed_rows import SealedRow


class Organisation(SealedRow):
    """A region's, city's or county's body, or a unit of one; `path` names all above it and itself."""

    LEVELS = (
        ("region", "自治区（省）"),
        ("city", "市"),
        ("county", "县（区）"),
        ("unit", "单位"),
    )
    AREAS: ClassVar = dict(LEVELS[:-1])
    """The levels that are areas: a unit is of one."""

    name = models.CharField("名称", max_length=100, unique=True)
    level = models.CharField("级次", max_length=10, choices=LEVELS)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="上级",
    )
    finance = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="财政部门",
        help_text="由哪个财政部门审核和批复；下级没有填的用上级的，都没有填的按名称和上级去找",
    )
    records = models.CharField(
        "基金数据的文件夹",
        max_length=500,
        blank=True,
        help_text="数据收进哪个文件夹；下级没有填的用上级的",
    )
    path = models.CharField(max_length=200, editable=False, default="", db_index=True)

    class Meta:
        """Names and order."""

        verbose_name = verbose_name_plural = "单位"
        ordering = ("path",)

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 — Django's own
        """Keep it with its path."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            path = f"{self.parent.path if self.parent else '/'}{self.pk}/"
            if path != self.path:
                self.path = path
                super().save(update_fields=["path"])
                for child in self.children.all():
                    child.save()

    def clean(self) -> None:
        """Refuse a place that would stand above itself."""
        above = self.parent
        while above is not None:
            if above.pk == self.pk:
                raise ValidationError({"parent": "上级不能是它自己，或它的下级。"})
            above = above.parent

    @property
    def area(self) -> "Organisation":
        """The county, city or region that a unit is of; the unit itself where none is above."""
        place: Organisation | None = self
        while place is not None and place.level == "unit":
            place = place.parent
        return place or self

    @property
    def line(self) -> list[int]:
        """The numbers of the bodies above it, the topmost first, and its own."""
        return [int(number) for number in self.path.strip("/").split("/")]


def new_actor() -> str:
    """What the ledgers are to call a new account, for ever."""
    return f"u{secrets.token_hex(6)}"


class User(SealedRow, AbstractUser):
    """A person with an account.

    `actor` is who the ledgers say acted, and never changes; the account's name may, and the person's.
    """

    actor = models.CharField(
        max_length=150, unique=True, editable=False, default=new_actor
    )

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField("姓名", max_length=50)
    must_change = models.BooleanField("下次登录须改密码", default=False)

    class Meta:
        """Names."""

        verbose_name = verbose_name_plural = "人员"

    def __str__(self) -> str:
        """Return the name with the account, for two may share a name."""
        return f"{self.full_name}（{self.username}）"

    def get_full_name(self) -> str:
        """Return the name."""
        return self.full_name

    def get_short_name(self) -> str:
        """Return the name."""
        return self.full_name


class Membership(SealedRow):
    """A role somebody holds in an organisation; roles are the procedure's."""

    ROLES = (
        ("clerk", "单位经办"),
        ("approver", "单位审核"),
        ("department", "主管部门"),
        ("finance_reviewer", "财政审核"),
        ("finance_approver", "财政批复"),
        ("fund", "基金业务"),
        ("leader", "领导"),
        ("auditor", "审计"),
        ("institution", "定点机构"),
    )

    user = models.ForeignKey(
        User, models.CASCADE, related_name="memberships", verbose_name="人员"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="memberships", verbose_name="单位"
    )
    role = models.CharField("角色", max_length=20, choices=ROLES)

    class Meta:
        """One role is held once."""

        verbose_name = verbose_name_plural = "任职"
        constraints = (
            models.UniqueConstraint(
                fields=("user", "organisation", "role"), name="one_membership"
            ),
        )

    def __str__(self) -> str:
        """Return who is what where."""
        return f"{self.user} {self.organisation} {self.get_role_display()}"


class Lent(SealedRow):
    """A role lent to somebody for some days, both ends included."""

    membership = models.ForeignKey(
        Membership, models.CASCADE, related_name="lent", verbose_name="谁的"
    )
    taker = models.ForeignKey(
        User, models.CASCADE, related_name="borrowed", verbose_name="委托给"
    )
    since = models.DateField("自")
    until = models.DateField("至")

    class Meta:
        """It ends after it begins."""

        verbose_name = verbose_name_plural = "委托"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(since__lte=models.F("until")), name="lent_in_order"
            ),
        )

    def __str__(self) -> str:
        """Return what is lent to whom."""
        return f"{self.membership} → {self.taker}（{self.since} 至 {self.until}）"


class Token(SealedRow):
    """A key for programs, known by its digest; what it may do is its scopes, read or write."""

    SCOPES = ("read", "write")

    user = models.ForeignKey(
        User, models.CASCADE, related_name="tokens", verbose_name="以谁的名义"
    )
    name = models.CharField("用途", max_length=100)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = models.CharField("权限", max_length=50, default="read")
    until = models.DateField("有效到")
    used = models.DateTimeField("最近使用", null=True, editable=False)
    revoked = models.DateTimeField("收回于", null=True, editable=False)

    class Meta:
        """Names."""

        verbose_name = verbose_name_plural = "接口密钥"

    def __str__(self) -> str:
        """Return what it is for."""
        return f"{self.name}（{self.user}）"


class Answered(models.Model):
    """What was answered to a write under a key of the caller's: sent again, it is given again."""

    token = models.ForeignKey(Token, models.CASCADE, related_name="answered")
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """A key is answered once."""

        constraints = (
            models.UniqueConstraint(fields=("token", "key"), name="one_answer"),
        )

    def __str__(self) -> str:
        """Return the key."""
        return self.key
