"""What was disclosed, in figures that can be compared: written when a case is published."""

from django.db import models

from jixiao.web.models.cases import Case
from jixiao.web.models.people import Organisation
from jixiao.web.models.sealed_rows import SealedRow


class Disclosed(SealedRow):
    """A disclosed project: the area whose it is, and money passed down and received, in yuan."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="disclosed")
    area = models.ForeignKey(Organisation, models.PROTECT, related_name="disclosed")
    year = models.PositiveSmallIntegerField()
    passed_down = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    received = models.DecimalField(max_digits=18, decimal_places=2, null=True)

    class Meta:
        """Areas of a year."""

        indexes = (models.Index(fields=("year", "area"), name="disclosed_of_area"),)

    def __str__(self) -> str:
        """Return the case."""
        return str(self.case_id)


class Figure(models.Model):
    """A promised number, and what was reached where the result was disclosed, in `unit`.

    `what` is the same for what may be compared: the measure's code with its scope where one
    answers the wording, else the printed name without its ornaments.
    """

    disclosed = models.ForeignKey(Disclosed, models.CASCADE, related_name="figures")
    what = models.CharField(max_length=300, db_index=True)
    title = models.CharField(max_length=300)
    name = models.CharField(max_length=300)
    text = models.CharField(max_length=300)
    unit = models.CharField(max_length=50, blank=True)
    promised = models.DecimalField(max_digits=24, decimal_places=6)
    reached_text = models.CharField(max_length=300, blank=True)
    reached = models.DecimalField(max_digits=24, decimal_places=6, null=True)

    def __str__(self) -> str:
        """Return the name and the value."""
        return f"{self.name} {self.text}"
