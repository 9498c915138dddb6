"""A county's grouping step by step, each on its records: a catalogue, a year grouped, DRG."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jixiao.fund.grouping.dip.assignment import Step, assign
from jixiao.fund.grouping.dip.auxiliary import read_auxiliary
from jixiao.fund.grouping.dip.building import Built, build
from jixiao.fund.grouping.dip.catalogue import Catalogue
from jixiao.fund.grouping.dip.keeping import (
    empty_catalogue,
    keep_cases,
    keep_catalogue,
    read_catalogue,
)
from jixiao.fund.grouping.discharged import read_cases
from jixiao.fund.grouping.drg.grouper import Status
from jixiao.fund.grouping.drg.grouper import group as group_drgs
from jixiao.fund.grouping.drg.keeping import keep_drgs
from jixiao.fund.grouping.drg.scheme import Scheme
from jixiao.fund.grouping.scheme_files import read_rule_folder
from jixiao.fund.parameters import Terms
from jixiao.fund.store.engine import Engine

ELSEWHERE = "统筹区外就医"


def lists_of(engine: Engine, rules: Path | None) -> Catalogue:
    """Return a catalogue without groups: the rules of a folder, the lists that were loaded."""
    if rules is None:
        return empty_catalogue(engine)
    return empty_catalogue(engine, read_rule_folder(rules), read_auxiliary(rules))


@dataclass(frozen=True, slots=True)
class BuiltYears:
    """A catalogue as it was built and kept, of how many cases, with the lists it started from."""

    built: Built
    cases: int
    lists: Catalogue


def build_catalogue(
    engine: Engine, years: Sequence[int], terms: Terms, rules: Path | None = None
) -> BuiltYears:
    """Build the catalogue of some years, the earliest first, and keep it.

    Raises:
        NotLoaded: settlements or the lists' diagnoses were not loaded.
        JixiaoError: no case is left.
    """
    lists = lists_of(engine, rules)
    read = read_cases(engine, years, terms.choice("dip.belongs"))
    built = build(read.cases, years, terms, lists, [(ELSEWHERE, read.elsewhere)])
    keep_catalogue(engine, built, years, read.facts, terms)
    return BuiltYears(built, len(read.cases), lists)


@dataclass(frozen=True, slots=True)
class GroupedYear:
    """A year grouped: cases by step, those treated elsewhere, those without one marked main operation."""

    cases: int
    steps: dict[str, int]
    elsewhere: int
    doubtful: int

    @property
    def ungrouped(self) -> int:
        """The cases that found no group."""
        return self.steps[Step.NOT_GROUPED.word]


def group_year(
    engine: Engine, year: int, terms: Terms, rules: Path | None = None
) -> GroupedYear:
    """Put a year's cases into the groups of the kept catalogue, and keep them.

    Raises:
        NotLoaded: there is no catalogue yet.
    """
    known = read_catalogue(engine, lists_of(engine, rules))
    discharged = read_cases(engine, [year], terms.choice("dip.belongs"))
    read = discharged.at_home()
    grouped = assign(known, read.cases, terms.names("dip.tie_order"))
    doubtful = keep_cases(engine, read, grouped, known, terms)
    steps = {step.word: int((grouped.steps == step).sum()) for step in Step}
    elsewhere = len(discharged.cases) - len(read.cases)
    return GroupedYear(len(read.cases), steps, elsewhere, doubtful)


@dataclass(frozen=True, slots=True)
class DrgYears:
    """Years grouped by a scheme: cases by status, those treated elsewhere."""

    cases: int
    statuses: dict[Status, int]
    elsewhere: int


def group_by_drg(
    engine: Engine, years: Sequence[int], terms: Terms, scheme: Scheme
) -> DrgYears:
    """Put the cases of some years into a scheme's groups, and keep them."""
    discharged = read_cases(engine, years, terms.choice("dip.belongs"))
    read = discharged.at_home()
    statuses = keep_drgs(engine, scheme, read, group_drgs(scheme, read.cases))
    return DrgYears(len(read.cases), statuses, len(discharged.cases) - len(read.cases))
