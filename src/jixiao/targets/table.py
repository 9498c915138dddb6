"""What a target table declares: money, objective, and indicators with values."""

from decimal import Decimal
from enum import StrEnum

import msgspec

from jixiao.evidence import Evidence, Note
from jixiao.money import SCALES, convert
from jixiao.quantity import TargetValue


class Amounts(msgspec.Struct, frozen=True, kw_only=True):
    """One block of money in the form's own unit; None where nothing is printed."""

    total: Decimal | None = None
    fiscal_appropriation: Decimal | None = None
    other: Decimal | None = None
    carried_over: Decimal | None = None


class LowerLevelAmounts(msgspec.Struct, frozen=True, kw_only=True):
    """Money passed down to cities and counties, by where it comes from."""

    total: Decimal | None = None
    central: Decimal | None = None
    region: Decimal | None = None


class SuperiorAmounts(msgspec.Struct, frozen=True, kw_only=True):
    """What of the year's money comes from the levels above, where the form says so."""

    total: Decimal | None = None
    central: Decimal | None = None
    region: Decimal | None = None


class Funding(msgspec.Struct, frozen=True, kw_only=True):
    """The money of a project: over its term, this year, at this level, passed down, from above."""

    project_total: Decimal | None = None
    annual: Amounts = Amounts()
    own_level: Amounts = Amounts()
    lower_level: LowerLevelAmounts = LowerLevelAmounts()
    from_above: SuperiorAmounts = SuperiorAmounts()

    @property
    def totals(self) -> list[Decimal]:
        """Every total the form states, whatever it is the total of; blanks left out."""
        stated = (self.own_level, self.annual, self.lower_level)
        known = [*(block.total for block in stated), self.project_total]
        return [total for total in known if total is not None]


class StatedAmount(msgspec.Struct, frozen=True, kw_only=True):
    """An amount of money as a sentence states it, with its unit."""

    number: Decimal
    unit: str


class ObjectiveItem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One numbered part of an objective; numbers are as printed, gaps and all.

    `text` is the whole part, `items` the parts numbered inside of it (一、 over （一） over 1.), and
    `amounts` the money that its own words state, before the first of them.
    """

    number: str
    text: str
    amounts: tuple[StatedAmount, ...] = ()
    items: tuple["ObjectiveItem", ...] = ()


class Objective(msgspec.Struct, frozen=True, kw_only=True):
    """What the year will bring, in prose: wrapped lines joined, and its numbered parts."""

    text: str
    items: tuple[ObjectiveItem, ...] = ()


class Execution(msgspec.Struct, frozen=True, kw_only=True):
    """One row of what was spent: 年初预算数, 全年预算数, 全年执行数 in the form's unit; points.

    On a monitoring form `executed` is what was spent so far, and `expected` 全年预计执行数.
    """

    initial: Decimal | None = None
    budget: Decimal | None = None
    executed: Decimal | None = None
    expected: Decimal | None = None
    weight: Decimal | None = None
    rate: Decimal | None = None
    score: Decimal | None = None


class BudgetExecution(msgspec.Struct, frozen=True, kw_only=True):
    """What a self-evaluation form says was spent, by where the money came from.

    `rate` is in percent.
    """

    total: Execution = Execution()
    fiscal_appropriation: Execution = Execution()
    carried_over: Execution = Execution()
    other: Execution = Execution()


class Indicator(msgspec.Struct, frozen=True, kw_only=True):
    """One thing measured, under the framework's own words for its two levels.

    `actual`, `weight`, `score` and `reason` are what a self-evaluation form adds; a monitoring form
    adds the value so far (`actual`), the one `expected` of the year, the `causes` ticked and their
    `reason`, the `likelihood` of reaching the target and a `remark`. `by_area` holds
    the values of forms that print one for each area, under the printed names; the one that stands
    for the whole is `target` too.
    """

    dimension: str | None
    dimension_label: str | None
    aspect: str | None
    aspect_label: str | None
    required: bool | None
    name: str
    label: str | None
    target: TargetValue
    not_applicable: bool
    evidence: Evidence
    actual: TargetValue | None = None
    weight: Decimal | None = None
    score: Decimal | None = None
    reason: str | None = None
    expected: TargetValue | None = None
    causes: tuple[str, ...] = ()
    likelihood: str | None = None
    remark: str | None = None
    by_area: dict[str, TargetValue] = {}


class EmptyRow(msgspec.Struct, frozen=True, kw_only=True):
    """A level of the form that was left blank."""

    dimension: str | None
    aspect: str | None
    required: bool | None
    evidence: Evidence


class Presence(StrEnum):
    """Whether a place of a form holds a value, and if not, whether its label is printed.

    `BLANK`: the label is printed and nothing stands behind it. `AMONG_LINES`: words that announce
    the place stand in the form, but no value was read beside them. `NOT_SEEN`: no such words do.
    """

    FILLED = "filled"
    BLANK = "blank"
    AMONG_LINES = "among_lines"
    NOT_SEEN = "not_seen"


class TargetTable(msgspec.Struct, frozen=True, kw_only=True):
    """One project's target table, however many pages it was printed on."""

    kind: str = "target_table"
    dialect: str
    form_title: str | None
    fiscal_year: int | None
    project_name: str | None
    project_code: str | None
    supervising_department: str | None
    department_code: str | None
    implementing_unit: str | None
    project_nature: str | None
    term: str | None
    finance_division: str | None
    other_fields: dict[str, str]
    money_unit: str | None
    funding: Funding
    objective: Objective | None
    own_level_objective: Objective | None
    indicators: tuple[Indicator, ...]
    empty_rows: tuple[EmptyRow, ...]
    pages: int
    notes: tuple[Note, ...]
    evidence: dict[str, Evidence]
    budget_execution: BudgetExecution | None = None
    objective_achieved: str | None = None
    total_score: Decimal | None = None
    monitored_months: int | None = None
    unfilled: dict[str, Presence] | msgspec.UnsetType = msgspec.UNSET
    """How the places without a value are printed; only of forms that no dialect was written for."""

    def presence(self, place: str) -> Presence:
        """Whether a place is filled, printed and blank, or was not met at all.

        `place` is the path of a cell of the header (`project_name`, `supervising_department`,
        `implementing_unit`, `fiscal_year`, `objective`, `funding.annual.total`: any total of the
        form) or a first level of the indicators (产出指标), blank where its rows say 不涉及. A form
        that a dialect was written for prints every label it asks for, so what has no value there
        is blank.

        Raises:
            AttributeError: the table has no such place.
        """
        if self._is_filled(place):
            return Presence.FILLED
        is_waived = any(row.dimension == place for row in self.indicators)
        if self.unfilled is msgspec.UNSET or is_waived:
            return Presence.BLANK
        return self.unfilled.get(place, Presence.NOT_SEEN)

    def _is_filled(self, place: str) -> bool:
        if place.endswith("指标"):
            rows = (row for row in self.indicators if not row.not_applicable)
            return any(row.dimension == place for row in rows)
        if place == "funding.annual.total":
            return bool(self.funding.totals)
        return getattr(self, place) is not None

    def in_yuan(self, amount: Decimal | None) -> Decimal | None:
        """An amount of the form in yuan; None where there is none, or no unit is known."""
        unit = self.money_unit or "元"
        return (
            convert(amount, unit, "元")
            if amount is not None and unit in SCALES
            else None
        )

    @property
    def evaluated(self) -> bool:
        """Whether it tells what happened in a year: actual values, points won, what was spent."""
        if self.monitored:
            return False
        has_results = any(
            row.actual or row.score is not None for row in self.indicators
        )
        return has_results or self.budget_execution is not None

    @property
    def monitored(self) -> bool:
        """Whether it tells how far a year has come: the months so far, and what is expected."""
        return self.monitored_months is not None
