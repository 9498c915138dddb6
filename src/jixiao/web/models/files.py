"""Files people bring: kept by their digest, given back as downloads only."""

from django.conf import settings
from django.db import models

from jixiao.cell_path import CellPath
from jixiao.targets.draft_table import DraftTable, RowGone
from jixiao.web.models.cases import Case
from jixiao.web.models.sealed_rows import SealedRow


class Upload(SealedRow):
    """A document somebody brought to be read; `reading` is what was found in it."""

    STATES = (
        ("waiting", "等待读取"),
        ("reading", "正在读取"),
        ("read", "已读出"),
        ("failed", "读不出"),
    )

    digest = models.CharField(max_length=64, db_index=True)
    name = models.CharField("文件名", max_length=255)
    size = models.PositiveIntegerField("字节")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="uploads"
    )
    at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=STATES, default="waiting")
    message = models.TextField(blank=True)
    reading = models.TextField(blank=True)

    class Meta:
        """The newest first."""

        ordering = ("-at",)

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Evidence(SealedRow):
    """A file that proves a typed value of a case in the form of its `kind`; without `place` all.

    `place` is the cell of the value, its row named by its id; `about` what the cell was called.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=20, default="evaluation")
    place = models.CharField(max_length=200)
    about = models.CharField(max_length=600, blank=True)
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    size = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    def title(self, form: DraftTable) -> str:
        """The cell that it proves, where that stands in the form now; "" for the whole form."""
        try:
            return form.place_of(CellPath.parse(self.place)).title
        except RowGone:
            return f"（已不在表上）{self.about}"
