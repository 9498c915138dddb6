"""Typed values that differ from the records, as a second person accepts them."""

from django.conf import settings
from django.db import models

from jixiao.web.models.cases import Case
from jixiao.web.models.sealed_rows import Frozen


class Acceptance(Frozen):
    """A typed value of a self-evaluation that somebody takes for the year's, beside the recorded one.

    `place` is the cell of the value, its row named by its id. It holds for what was `typed` and
    `recorded` then, and for nothing else.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="acceptances")
    place = models.CharField(max_length=200)
    about = models.CharField(max_length=600)
    typed = models.CharField(max_length=600)
    recorded = models.CharField(max_length=600)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        """Return what was accepted."""
        return f"{self.about}：{self.typed}"
