"""The office's chain: a seal for each thing that was written, under a key that no database holds."""

from django.db import models

from jixiao.web.models.sealed_rows import Frozen


class Seal(Frozen):
    """What a thing said when it was written (`digest`), chained to the seal before it.

    `mac` is HMAC-SM3 of all the others under the office's key; an empty `digest` says that the thing
    was taken away.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    kind = models.CharField(max_length=20)
    about = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, blank=True)
    previous = models.CharField(max_length=64)
    mac = models.CharField(max_length=64)

    class Meta:
        """The seals of one thing are asked for together."""

        indexes = (models.Index(fields=("kind", "about"), name="seals_of_thing"),)

    def __str__(self) -> str:
        """Return what was sealed."""
        return f"{self.number} {self.kind} {self.about}"
