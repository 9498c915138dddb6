"""A catalogue of disease groups: what each is called, which cases are its, what they cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from jixiao.fund.grouping.dip.auxiliary import AuxiliaryLists
from jixiao.fund.grouping.rules import RuleBook

NOTHING_DONE = "保守"
"""What stands in a code for a stay without operations."""


class GroupKind(StrEnum):
    """How a group comes to be: by a rule, by diagnosis and operations, by what is left."""

    RULE = "先期"
    CORE = "核心"
    COMPREHENSIVE = "综合"


class Attribute(StrEnum):
    """What a stay's main operation is, by which what is left is grouped."""

    NONE = "内科"
    DIAGNOSTIC = "诊断性操作"
    THERAPEUTIC = "治疗性操作"
    SURGERY = "相关手术"


@dataclass(frozen=True, slots=True)
class YearOfGroup:
    """The cases of a year that costs are counted of, after the extremes were taken away."""

    cases: int
    cost: int


@dataclass(frozen=True, slots=True)
class DiseaseGroup:
    """A group: its diagnosis (four signs of a core group, three of a comprehensive one), operations.

    `operations` are sorted, `main` is the main one of them. `cases` are all of the history, `years`
    and `cv` (ten-thousandths) of those that costs are counted of. `own_cases` and their `own_mean`
    (fen) are of the cases that made the group, before others were matched to it.
    """

    code: str
    kind: GroupKind
    diagnosis: str
    main: str
    operations: tuple[str, ...]
    title: str = ""
    attribute: str = ""
    cases: int = 0
    years: tuple[YearOfGroup, ...] = ()
    own_cases: int = 0
    own_mean: int = 0
    cv: int = 0

    @staticmethod
    def core_code(diagnosis: str, main: str, operations: Sequence[str]) -> str:
        """Return what a core group is called: `I21.0:36.0700+00.4000`, the main operation first."""
        others = sorted(code for code in operations if code != main)
        return f"{diagnosis}:{'+'.join([main, *others]) if main else NOTHING_DONE}"


@dataclass(frozen=True, slots=True)
class RelatedOperation:
    """An operation beside a main one, and what it does to the mean cost (ten-thousandths).

    `cases` had it, `base_cases` did not; `is_related` where it moves the cost enough.
    """

    diagnosis: str
    main: str
    operation: str
    cases: int
    base_cases: int
    moved: int
    is_related: bool


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Groups, the operations that count beside a main one, and the rules that go before both.

    `attributes` give each operation's; `not_principal` are diagnoses that make no group, as
    `no_operations` are operations that do not count. `auxiliary` are lists by which cases are typed.
    """

    groups: tuple[DiseaseGroup, ...]
    related: tuple[RelatedOperation, ...] = ()
    rules: RuleBook = field(default_factory=lambda: RuleBook((), {}))
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    not_principal: frozenset[str] = frozenset()
    no_operations: frozenset[str] = frozenset()
    auxiliary: AuxiliaryLists = field(default_factory=AuxiliaryLists)

    @property
    def by_code(self) -> Mapping[str, DiseaseGroup]:
        """The groups by their codes."""
        return {group.code: group for group in self.groups}
