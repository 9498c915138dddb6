"""A county's grouping step by step, each on its records: a catalogue, a year grouped, DRG."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from jixiao.fund.grouping.dip.assignment import Step, assign
from jixiao.fund.grouping.dip.auxiliary import read_auxiliary
from jixiao.fund.grouping.dip.building import Built, build
from jixiao.fund.grouping.dip.catalogue import Catalogue, GroupKind
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


def read_other(engine: Engine) -> Catalogue:
    """Return the groups that another folder keeps, without its rules and lists of codes.

    Raises:
        NotLoaded: no catalogue was built there.
    """
    return read_catalogue(engine, Catalogue(()))


@dataclass(frozen=True, slots=True)
class RegroupedYear:
    """The group of each of a year's cases by its key, none where it has none; what is in doubt."""

    groups: dict[str, str | None]
    doubts: tuple[str, ...]


def regroup_year(
    engine: Engine, year: int, terms: Terms, other: Catalogue, rules: Path | None = None
) -> RegroupedYear:
    """Put a year's cases into the groups of another catalogue, and keep nothing.

    `rules` are those that it was built with; lists of codes are the ones loaded here.

    Raises:
        NotLoaded: settlements or the lists' diagnoses were not loaded.
    """
    lists = lists_of(engine, rules)
    known = replace(lists, groups=other.groups, related=other.related)
    read = read_cases(engine, [year], terms.choice("dip.belongs")).at_home()
    grouped = assign(known, read.cases, terms.names("dip.tie_order"))
    keys = read.cases.keys
    groups = {key: grouped.code_of(case) or None for case, key in enumerate(keys)}
    by_rule = sum(each.kind is GroupKind.RULE for each in other.groups)
    if not by_rule or rules is not None:
        return RegroupedYear(groups, ())
    doubt = f"另一份目录有 {by_rule} 个先期病种，没有给它的规则（--rules），这些病例按诊断和操作入组。"
    return RegroupedYear(groups, (doubt,))


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
