"""One case at a time: the part of a catalogue that it could belong to, found at once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from jixiao.fund.grouping.cases import Case, Cases, cases_of
from jixiao.fund.grouping.dip.assignment import FOUR, THREE, Step, assign
from jixiao.fund.grouping.dip.catalogue import (
    Catalogue,
    DiseaseGroup,
    GroupKind,
    RelatedOperation,
)
from jixiao.fund.grouping.dip.explanation import explain


@dataclass(frozen=True, slots=True)
class CaseGrouper:
    """A catalogue kept ready for single cases, with the order of groups that match as well."""

    catalogue: Catalogue
    tie_order: Sequence[str]
    _core: dict[str, list[DiseaseGroup]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _left: dict[str, list[DiseaseGroup]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _related: dict[str, list[RelatedOperation]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _of_rules: list[DiseaseGroup] = field(default_factory=list)

    def __post_init__(self) -> None:
        for group in self.catalogue.groups:
            if group.kind is GroupKind.CORE:
                self._core[group.diagnosis].append(group)
            elif group.kind is GroupKind.COMPREHENSIVE:
                self._left[group.diagnosis].append(group)
            else:
                self._of_rules.append(group)
        for related in self.catalogue.related:
            self._related[related.diagnosis].append(related)

    def group(self, case: Case) -> tuple[str, Step]:
        """Return the code of a case's group ('' for none) and the step that decided."""
        near, cases = self._near(case)
        grouped = assign(near, cases, self.tie_order)
        return grouped.code_of(0), Step(int(grouped.steps[0]))

    def explain(self, case: Case) -> list[str]:
        """Tell how a case is grouped, a sentence a step."""
        near, cases = self._near(case)
        return explain(near, cases, self.tie_order)

    def _near(self, case: Case) -> tuple[Catalogue, Cases]:
        principal = case.diagnoses[0] if case.diagnoses else ""
        groups = (
            *self._of_rules,
            *self._core.get(principal[:FOUR], ()),
            *self._left.get(principal[:THREE], ()),
        )
        related = tuple(self._related.get(principal[:FOUR], ()))
        return replace(self.catalogue, groups=groups, related=related), cases_of([case])
