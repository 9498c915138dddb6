"""The register looked through: numbers, boxes, terms, pages, signatures, loans, destruction."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TypeVar

from jixiao.fund.tables import codes
from jixiao.service.archives.retention import Schedules, expires

_APART = re.compile(r"[、，,；;/\s]+")
_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Item:
    """A paper of the archive; what nobody wrote is none, or an empty text."""

    number: str
    title: str
    of_class: str
    kind: str
    year: int
    term: str
    place: int
    box: str
    pages: int
    counted: int | None
    is_signed: bool | None

    @property
    def group(self) -> tuple[int, str, str]:
        """What one box may hold: one year, one class, one term."""
        return self.year, self.of_class, self.term


@dataclass(frozen=True, slots=True)
class Loan:
    """A paper that was lent, and when it came back."""

    number: str
    lent: date
    returned: date | None

    def is_out(self, on: date) -> bool:
        """Whether it is lent on a day."""
        return self.lent <= on and (self.returned is None or self.returned > on)


@dataclass(frozen=True, slots=True)
class Destruction:
    """A paper that was destroyed, who approved, and who looked on."""

    number: str
    on: date
    approved_by: str
    witnessed_by: str

    @property
    def approvers(self) -> frozenset[str]:
        """The persons who approved, each once."""
        return frozenset(filter(None, _APART.split(self.approved_by)))


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in the register that is not as it must be."""

    title: str
    about: str
    why: str


@dataclass(frozen=True, slots=True)
class Register:
    """What was registered, lent and destroyed; and how the years of a term are counted."""

    items: Sequence[Item]
    loans: Sequence[Loan]
    destructions: Sequence[Destruction]
    counts_from: str

    def destroyed(self, on: date) -> set[str]:
        """Return the numbers of what was destroyed by a day."""
        return {each.number for each in self.destructions if each.on <= on}

    def out(self, on: date) -> set[str]:
        """Return the numbers of what is lent on a day."""
        return {loan.number for loan in self.loans if loan.is_out(on)}

    def expiry(self, item: Item) -> date | None:
        """Return the last day a paper is kept; none for ever."""
        return expires(item.year, item.term, self.counts_from)

    def due(self, on: date) -> list[Item]:
        """Return what may be proposed for destruction: expired before the day, there, and not lent."""
        gone = self.destroyed(on) | self.out(on)
        return [each for each in self._expired(on) if each.number not in gone]

    def lent_and_expired(self, on: date) -> list[Item]:
        """Return what has expired and is lent: it is asked back before anything else."""
        out = self.out(on) - self.destroyed(on)
        return [each for each in self._expired(on) if each.number in out]

    def _expired(self, on: date) -> list[Item]:
        dated = ((each, self.expiry(each)) for each in self.items)
        return [each for each, last in dated if last is not None and last < on]


def faults(
    register: Register, schedules: Schedules, on: date, approvers: int
) -> Iterator[Fault]:
    """Yield what is wrong with the register on a day."""
    yield from gaps(register.items)
    yield from mixed_boxes(register.items)
    for item in register.items:
        yield from item_faults(item, schedules)
    for item in register.lent_and_expired(on):
        yield Fault("已到期仍借出", item.number, f"{register.expiry(item)} 到期")
    yield from destruction_faults(register, approvers)


def gaps(items: Iterable[Item]) -> Iterator[Fault]:
    """Yield the numbers that are missing, or there twice, in each year, class and term."""
    for group, of_group in _grouped(items, lambda each: each.group).items():
        places = [each.place for each in of_group]
        about = group_name(group)
        if missing := [*_missing(sorted(set(places)))]:
            yield Fault("件号不连续", about, f"缺 {'、'.join(missing)}")
        if twice := sorted(n for n, times in Counter(places).items() if times > 1):
            yield Fault("件号重复", about, f"{'、'.join(map(str, twice))} 用了不止一次")


def mixed_boxes(items: Iterable[Item]) -> Iterator[Fault]:
    """Yield the boxes that hold more than one year, class or term."""
    boxed = [each for each in items if each.box]
    for (year, of_class, box), held in _grouped(
        boxed, lambda each: (each.year, each.of_class, each.box)
    ).items():
        groups = sorted({each.group for each in held})
        if len(groups) > 1:
            names = "、".join(group_name(group) for group in groups)
            yield Fault("一盒装了几种", f"{year} {of_class} {box} 盒", names)


def item_faults(item: Item, schedules: Schedules) -> Iterator[Fault]:
    """Yield what is wrong with one paper, or could not be told."""
    term = schedules.term(item.kind, item.year)
    terms = codes()["archive_term"]
    if term is None:
        written = f"期限表里没有“{item.kind}”" if item.kind else "没有写材料种类"
        yield Fault("保管期限没有核对", item.number, written)
    elif term != item.term:
        why = f"写的是{terms[item.term]}，{item.kind}应为{terms[term]}"
        yield Fault("保管期限不对", item.number, why)
    if item.counted is not None and item.counted != item.pages:
        why = f"登记 {item.pages} 页，清点 {item.counted} 页"
        yield Fault("页数不符", item.number, why)
    if not item.is_signed:
        why = "没有写是否看过签字" if item.is_signed is None else "签字不全"
        yield Fault("签字", item.number, why)


def destruction_faults(register: Register, approvers: int) -> Iterator[Fault]:
    """Yield what was destroyed before its term ended, or by too few persons."""
    known = {each.number: each for each in register.items}
    for each in register.destructions:
        item = known.get(each.number)
        if item is None:
            yield Fault("销毁了没有登记的", each.number, f"{each.on} 销毁")
        else:
            last = register.expiry(item)
            if last is None or each.on <= last:
                end = f"{last} 到期" if last else "永久保管"
                yield Fault("未到期销毁", each.number, f"{each.on} 销毁，{end}")
        if len(each.approvers) < approvers:
            why = f"批准的 {len(each.approvers)} 人，应至少 {approvers} 人"
            yield Fault("销毁批准的人不够", each.number, why)
        if not each.witnessed_by.strip():
            yield Fault("销毁没有监销人", each.number, "请补写监销人")


def group_name(group: tuple[int, str, str]) -> str:
    """What stands on a spine: year, term and class."""
    year, of_class, term = group
    terms, classes = codes()["archive_term"], codes()["archive_class"]
    return f"{year} 年 {terms[term]} {classes[of_class]}"


def _missing(places: Sequence[int]) -> Iterator[str]:
    """Yield the runs of numbers from 1 that are not among ordered ones."""
    for before, place in pairwise((0, *places)):
        if place - before > 1:
            first, last = before + 1, place - 1
            yield str(first) if first == last else f"{first}–{last}"


def _grouped(
    items: Iterable[Item], key: Callable[[Item], _Key]
) -> Mapping[_Key, list[Item]]:
    groups: dict[_Key, list[Item]] = defaultdict(list)
    for each in items:
        groups[key(each)].append(each)
    return groups
