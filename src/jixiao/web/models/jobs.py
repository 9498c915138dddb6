"""Work in the background that people can watch and cancel."""

import uuid

from django.conf import settings
from django.db import models


class Job(models.Model):
    """One piece of work: how far it is, what it says, and whether somebody wants it to stop."""

    STATES = (
        ("waiting", "排队"),
        ("running", "进行"),
        ("done", "完成"),
        ("failed", "失败"),
        ("cancelled", "已取消"),
    )

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=30)
    title = models.CharField(max_length=200)
    about = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=STATES, default="waiting")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True)
    cancel = models.BooleanField(default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="jobs"
    )
    at = models.DateTimeField(auto_now_add=True)
    beat = models.DateTimeField(null=True)
    begun = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """The newest first."""

        ordering = ("-at",)

    def __str__(self) -> str:
        """Return the title."""
        return self.title
