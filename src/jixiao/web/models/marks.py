"""What a reviewer says of a finding of the checks: kept by its cause, so that it is carried on."""

from django.conf import settings
from django.db import models

from jixiao.publication.reviews import Verdict
from jixiao.web.models.cases import Case
from jixiao.web.models.sealed_rows import SealedRow


class FindingMark(SealedRow):
    """A verdict on a finding of a case, with a note.

    `cause` is the key of the finding's cause: the same words of the same check, project and unit. So
    a table that is handed in again, and the same project of another year, keep it.
    """

    VERDICTS = tuple((verdict.value, verdict.word) for verdict in Verdict)

    case = models.ForeignKey(Case, models.CASCADE, related_name="marks")
    cause = models.CharField(max_length=16, db_index=True)
    code = models.CharField(max_length=10)
    message = models.TextField()
    verdict = models.CharField("审核结论", max_length=10, choices=VERDICTS)
    note = models.TextField("说明", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        """A cause has one verdict in a case."""

        constraints = (
            models.UniqueConstraint(fields=("case", "cause"), name="one_mark"),
        )

    def __str__(self) -> str:
        """Return the code and the verdict."""
        return f"{self.code} {self.verdict_word}"

    @property
    def verdict_word(self) -> str:
        """The word officials read."""
        return Verdict(self.verdict).word
