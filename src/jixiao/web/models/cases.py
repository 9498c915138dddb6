"""Cases: a project's year, its ledger, its tables, and what is being typed."""

import uuid
from decimal import Decimal
from functools import cache

import msgspec
from django.conf import settings
from django.db import models, transaction
from django.utils.module_loading import import_string

from jixiao import cycle
from jixiao.cell_path import RowId
from jixiao.targets import TargetTable
from jixiao.targets.draft_table import DraftTable, with_first_ids
from jixiao.web.models.people import Organisation
from jixiao.web.models.sealed_rows import Frozen, SealedRow

_SEALING, _PAST = "jixiao.web.sealing", "jixiao.web.work.past.check_case"
"""What compares with the past asks the models, so they know it by its name only."""


class Table(Frozen):
    """A version of a table under the digest of what it says."""

    digest = models.CharField(max_length=64, primary_key=True)
    body = models.TextField()

    def __str__(self) -> str:
        """Return the beginning of the digest."""
        return self.digest[:12]

    @property
    def content(self) -> TargetTable:
        """The table, once it was compared with what was written.

        Raises:
            Tampered: it was changed.
        """
        import_string(f"{_SEALING}.check_rows")("table", [self])
        return msgspec.json.decode(self.body, type=TargetTable)

    @classmethod
    def keep(cls, table: TargetTable) -> str:
        """Keep a version, unless it is kept already; gives its digest."""
        digest = cycle.digest_of(table)
        body = msgspec.json.encode(table).decode()
        with transaction.atomic():
            row = Table(digest=digest, body=body)
            if not Table.objects.filter(pk=digest).exists():
                Table.objects.bulk_create([row], ignore_conflicts=True)
                kept = Table.objects.filter(pk=digest, body=body).first()
                if kept is not None:
                    import_string(f"{_SEALING}.seal_row")(kept)
        return digest


@cache
def rules_of(code: str) -> cycle.Procedure:
    """Return a procedure, the region's own among them."""
    return cycle.procedures(settings.OFFICE.procedures)[code]


FIRST, LAST = 2000, 2100
"""The years that forms are of."""
UNNAMED = "未命名项目"
_WHOLE = 15


def as_kept(amount: Decimal | None, digits: int = _WHOLE) -> Decimal | None:
    """Return an amount as a column holds it; none where it has more digits than any budget has."""
    return None if amount is None or abs(amount) >= Decimal(10) ** digits else amount


class Case(SealedRow):
    """A project's year in a unit; the stages repeat what the ledger says, for lists.

    `public_name` and `public_budget` are those of the version that was published, as the public may
    see them: what is typed or approved since is not out.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField("项目名称", max_length=300)
    year = models.PositiveSmallIntegerField("年度")
    unit = models.ForeignKey(
        Organisation, models.PROTECT, related_name="cases", verbose_name="单位"
    )
    department = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="department_cases",
        verbose_name="主管部门",
    )
    finance = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="finance_cases",
        verbose_name="财政部门",
    )
    procedure = models.CharField("流程", max_length=50, default="base")
    target = models.CharField(max_length=30, default="draft")
    publication = models.CharField(max_length=30, default="unpublished")
    monitoring = models.CharField(max_length=30, default="idle")
    evaluation = models.CharField(max_length=30, default="idle")
    errors = models.PositiveIntegerField("错误", default=0)
    warnings = models.PositiveIntegerField("警告", default=0)
    budget = models.DecimalField(
        "预算（元）", max_digits=18, decimal_places=2, null=True
    )
    due = models.DateField("期限", null=True)
    in_force = models.ForeignKey(Table, models.PROTECT, null=True, related_name="+")
    published = models.ForeignKey(Table, models.PROTECT, null=True, related_name="+")
    result = models.ForeignKey(Table, models.PROTECT, null=True, related_name="+")
    public_name = models.CharField(max_length=300, blank=True)
    public_budget = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    moved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The office's lists go by year and unit, what waits for a review by what was found in it."""

        verbose_name = verbose_name_plural = "项目"
        indexes = (
            models.Index(fields=("year", "unit", "-moved_at"), name="cases_of_unit"),
            models.Index(fields=("year", "-moved_at"), name="cases_of_year"),
            models.Index(
                fields=("department", "year", "target"), name="cases_of_department"
            ),
            models.Index(fields=("finance", "year", "target"), name="cases_of_finance"),
            models.Index(fields=("-moved_at", "id"), name="cases_by_move"),
            *(
                models.Index(
                    fields=(place, "target", "-errors", "-warnings", "id"),
                    name=f"riskiest_of_{place}",
                )
                for place in ("unit", "department", "finance")
            ),
            models.Index(fields=("unit", "year", "name"), name="cases_of_name"),
            models.Index(
                fields=("-year", "public_name", "id"),
                name="cases_published",
                condition=models.Q(published__isnull=False),
            ),
        )

    def __str__(self) -> str:
        """Return the name and the year."""
        return f"{self.name}（{self.year}）"

    def rules(self) -> cycle.Procedure:
        """Return the procedure it goes by."""
        return rules_of(self.procedure)

    def ledger(self) -> list[cycle.Event]:
        """Return its entries in order, once they were compared with what was written.

        Raises:
            BrokenLedger, Tampered: they, or what the case repeats of them, were changed.
        """
        events: list[cycle.Event] = import_string(_PAST)(self)
        return events

    def stage_title(self, track: str) -> str:
        """Return the word for where it stands on a track."""
        return rules_of(self.procedure).stage_title(track, getattr(self, track))


class Entry(Frozen):
    """An entry of a case's ledger, as it was sealed."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    body = models.TextField()

    class Meta:
        """Two people at once cannot both write the next entry."""

        constraints = (
            models.UniqueConstraint(fields=("case", "number"), name="one_entry"),
        )

    def __str__(self) -> str:
        """Return the case and the number."""
        return f"{self.case_id} {self.number}"

    @property
    def event(self) -> cycle.Event:
        """The entry."""
        return msgspec.json.decode(self.body, type=cycle.Event)


class Draft(models.Model):
    """What is being typed: one for the target, one for each form; `revision` counts the changes.

    `row_ids` are what its indicator rows are called, in their order.
    """

    KINDS = (("target", "目标表"), ("monitoring", "监控表"), ("evaluation", "自评表"))

    case = models.ForeignKey(Case, models.CASCADE, related_name="drafts")
    kind = models.CharField(max_length=20, choices=KINDS, default="target")
    body = models.TextField()
    row_ids = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(auto_now=True)
    upload = models.ForeignKey(
        "Upload", models.SET_NULL, null=True, related_name="drafts"
    )

    class Meta:
        """One of a kind."""

        constraints = (
            models.UniqueConstraint(fields=("case", "kind"), name="one_draft"),
        )

    def __str__(self) -> str:
        """Return the case and the kind."""
        return f"{self.case_id} {self.kind}"

    @property
    def table(self) -> TargetTable:
        """The table as typed so far."""
        return msgspec.json.decode(self.body, type=TargetTable)

    @property
    def typed(self) -> DraftTable:
        """The table as typed so far, with the ids of its rows."""
        return _with_ids(self.table, self.row_ids)


def _with_ids(table: TargetTable, row_ids: list[str]) -> DraftTable:
    """A table with the ids that were kept beside it; an older office kept none."""
    if len(row_ids) != len(table.indicators):
        return with_first_ids(table)
    return DraftTable(table, tuple(map(RowId, row_ids)))


class DraftStep(models.Model):
    """A change that was typed: for undoing it, and for knowing one that is sent again.

    `before` is the table that it changed, `row_ids` what the rows of that were called.
    """

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="steps")
    token = models.CharField(max_length=40)
    revision = models.PositiveIntegerField()
    title = models.CharField(max_length=100)
    before = models.TextField()
    row_ids = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """A change is taken once."""

        ordering = ("-revision",)
        constraints = (
            models.UniqueConstraint(fields=("draft", "token"), name="one_step"),
        )

    def __str__(self) -> str:
        """Return what was changed."""
        return f"{self.revision} {self.title}"

    @property
    def typed_before(self) -> DraftTable:
        """The table that it changed, with the ids of its rows."""
        return _with_ids(
            msgspec.json.decode(self.before, type=TargetTable), self.row_ids
        )


class FindingReason(SealedRow):
    """Why a finding of the checks stays: it does not hold a submission up then."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="reasons")
    code = models.CharField(max_length=10)
    place = models.CharField(max_length=200, blank=True)
    message = models.TextField()
    reason = models.TextField("理由")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """A finding has one reason."""

        constraints = (
            models.UniqueConstraint(
                fields=("case", "code", "message"), name="one_reason"
            ),
        )

    def __str__(self) -> str:
        """Return the code and the reason."""
        return f"{self.code} {self.reason[:30]}"


class Remark(SealedRow):
    """What a reviewer says of a cell, or of the whole table where `place` is empty.

    `place` names a row by its id; `about` is what the cell was called then: rows come and go.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="remarks")
    place = models.CharField(max_length=200, blank=True)
    about = models.CharField(max_length=300, blank=True)
    text = models.TextField("意见")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    answered = models.TextField("答复", blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        """The oldest first."""

        ordering = ("at",)

    def __str__(self) -> str:
        """Return where and what."""
        return f"{self.place} {self.text[:30]}"


class Measurement(SealedRow):
    """What the records say of a case for a form, as it was last computed."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="measurements")
    kind = models.CharField(max_length=20)
    until = models.DateField()
    body = models.TextField()
    form = models.TextField(blank=True)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        """One of a kind."""

        constraints = (
            models.UniqueConstraint(fields=("case", "kind"), name="one_measurement"),
        )

    def __str__(self) -> str:
        """Return the case and the kind."""
        return f"{self.case_id} {self.kind} {self.until}"

    @property
    def filled(self) -> TargetTable | None:
        """The form as it was filled from the records, before anybody typed into it."""
        return msgspec.json.decode(self.form, type=TargetTable) if self.form else None
