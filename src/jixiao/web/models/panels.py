"""Panels that argue the points of disease groups: who sits in them, and each vote as it was cast."""

from typing import Any, ClassVar

import msgspec
from django.conf import settings
from django.db import models

from jixiao.web.models.people import Organisation
from jixiao.web.models.sealed_rows import Frozen


class Panel(models.Model):
    """A panel of a year: what is proposed stands in `proposed`, as it was when the panel was opened.

    Rounds are counted from 1; `code` is the set of parameters it goes by.
    """

    STATES = (
        ("open", "表决中"),
        ("decided", "已议定，待采用"),
        ("adopted", "已采用"),
    )

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="单位"
    )
    year = models.PositiveSmallIntegerField("年度")
    code = models.CharField("参数", max_length=50)
    state = models.CharField(
        "状态", max_length=10, choices=STATES, default=STATES[0][0]
    )
    round = models.PositiveSmallIntegerField("轮次", default=1)
    proposed = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="谁开的",
    )
    at = models.DateTimeField("时间", auto_now_add=True)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="谁采用",
    )

    class Meta:
        """The newest first."""

        ordering = ("-at",)
        verbose_name = verbose_name_plural = "赋分论证"

    def __str__(self) -> str:
        """Return whose it is and of which year."""
        return f"{self.organisation} {self.year} 年病种赋分论证"

    @property
    def groups(self) -> dict[str, dict[str, Any]]:
        """What experts see of each group, by its code."""
        content: dict[str, dict[str, Any]] = msgspec.json.decode(self.proposed)
        return content


class Seat(models.Model):
    """Somebody's seat in a panel: their specialty, and the hospital they are from ('' for none)."""

    panel = models.ForeignKey(Panel, models.PROTECT, related_name="seats")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="seats"
    )
    specialty = models.CharField("专业", max_length=50)
    hospital = models.CharField("所在机构", max_length=40, blank=True)

    class Meta:
        """One sits once."""

        constraints: ClassVar = (
            models.UniqueConstraint(fields=("panel", "user"), name="one_seat"),
        )

    def __str__(self) -> str:
        """Return who sits there."""
        return f"{self.user} {self.specialty}"


class Vote(Frozen):
    """A vote, once cast: `points` in ten-thousandths stand instead of the proposal, none agrees."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="votes")
    round = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=200)
    points = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """One votes once a round."""

        constraints: ClassVar = (
            models.UniqueConstraint(
                fields=("seat", "round", "group"), name="one_vote_a_round"
            ),
        )

    def __str__(self) -> str:
        """Return what was voted on."""
        return f"{self.group} 第 {self.round} 轮"
