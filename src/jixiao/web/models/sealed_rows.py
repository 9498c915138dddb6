"""Rows that are written together with their seals."""

from typing import Any

from django.db import models, transaction


class SealedRow(models.Model):
    """A row that is written, or taken away, together with its seal, or not at all."""

    class Meta:
        """Not a table of its own."""

        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 — Django's own
        """Write it."""
        with transaction.atomic():
            super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:  # noqa: ANN401
        """Take it away."""
        with transaction.atomic():
            return super().delete(*args, **kwargs)


class Frozen(SealedRow):
    """A row that is written once; the database refuses to change or delete it, too."""

    class Meta:
        """Not a table of its own."""

        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 — Django's own
        """Write it, once.

        Raises:
            TypeError: it is there already.
        """
        if not self._state.adding:
            message = f"{type(self).__name__} is written once"
            raise TypeError(message)
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:  # noqa: ANN401
        """Refuse.

        Raises:
            TypeError: always.
        """
        message = f"{type(self).__name__} is never deleted"
        raise TypeError(message)
