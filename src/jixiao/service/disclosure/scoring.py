"""The score sheet of an inspection: vetoes first, then points taken off, and what nobody looked at."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from jixiao.errors import JixiaoError
from jixiao.service.csv_rows import CsvRow, read_rows
from jixiao.service.disclosure.indicators import Deduction, Scheme, Veto
from jixiao.service.disclosure.inspection import Inspection, counted

BONUS = "加分"
"""The code under which a person writes the points that a site gains."""


class Standing(StrEnum):
    """What came of a veto."""

    HIT = "触发"
    CLEAR = "没有"
    UNSURE = "要人核对"
    UNCHECKED = "没有核对"


class Verdict(StrEnum):
    """What came of a site."""

    FAILED = "不合格"
    PASSED = "合格"
    OPEN = "没有核对完"


@dataclass(frozen=True, slots=True)
class VetoLine:
    """A veto and what came of it: how many faults it counts, sure and unsure."""

    veto: Veto
    standing: Standing
    sure: int
    unsure: int


@dataclass(frozen=True, slots=True)
class DeductionLine:
    """A deduction: how many faults it counts (none: nobody looked), and the points it takes off."""

    deduction: Deduction
    sure: int | None
    unsure: int
    points: Decimal


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """The whole sheet. `score` is at most what a site can get while something is unchecked."""

    vetoes: Sequence[VetoLine]
    deductions: Sequence[DeductionLine]
    taken: Decimal
    bonus: Decimal
    score: Decimal
    unchecked: Sequence[str]
    unsure: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class HandCount:
    """What a person counted of an indicator."""

    count: Decimal
    says: str


def read_hand(path: Path, scheme: Scheme) -> dict[str, HandCount]:
    """Read what people looked at: 代码, 数量 (0: looked, and nothing there), 说明.

    Raises:
        UnreadableFile: it cannot be opened.
        JixiaoError: it is not written so, or names an indicator that is none, or one twice.
    """
    entries: list[Veto | Deduction] = [*scheme.vetoes, *scheme.deductions]
    known = [BONUS, *(each.code for each in entries)]
    hand: dict[str, HandCount] = {}
    for row in read_rows(path, ("代码", "数量"), ("说明",)):
        if row["代码"] not in known:
            raise row.wrong("代码", f"可写 {'、'.join(known)}")
        if row["代码"] in hand:
            raise row.wrong("代码", "写了不止一次")
        hand[row["代码"]] = HandCount(_amount(row), row["说明"])
    return hand


def _amount(row: CsvRow) -> Decimal:
    written = row["数量"]
    is_number = written.replace(".", "", 1).isdecimal() and written.isascii()
    if not is_number:
        raise row.wrong("数量", "应是 0 或大于 0 的数")
    return Decimal(written)


def score(
    inspection: Inspection,
    scheme: Scheme,
    hand: Mapping[str, HandCount],
    *,
    has_services: bool = True,
) -> ScoreSheet:
    """Score an inspection with what people counted; a department without services has no such group.

    Raises:
        JixiaoError: a bonus is more than the scheme gives.
    """
    vetoes = [
        _veto_line(veto, inspection, hand)
        for veto in scheme.vetoes
        if has_services or not veto.of_services
    ]
    deductions = [
        _deduction_line(each, inspection, hand)
        for each in scheme.deductions
        if has_services or each.group != scheme.services
    ]
    taken = _taken(deductions, scheme)
    total = _scored(scheme, taken, has_services=has_services)
    bonus = _bonus(scheme, hand, total)
    unchecked = [*_unchecked(vetoes, deductions)]
    unsure = sum(v.unsure for v in vetoes) + sum(d.unsure for d in deductions)
    verdict = _verdict(scheme, vetoes, total, unchecked)
    return ScoreSheet(
        vetoes, deductions, taken, bonus, total + bonus, unchecked, unsure, verdict
    )


def _veto_line(
    veto: Veto, inspection: Inspection, hand: Mapping[str, HandCount]
) -> VetoLine:
    sure, unsure = counted(inspection.faults, veto.counts)
    by_hand = hand.get(veto.code)
    sure += int(by_hand.count) if by_hand else 0
    least = veto.least or 1
    looked = all(kind in inspection.looked for kind in veto.counts)
    is_seen = by_hand is not None or (looked and bool(veto.counts) and not veto.by_hand)
    if sure >= least:
        return VetoLine(veto, Standing.HIT, sure, unsure)
    if not is_seen:
        return VetoLine(veto, Standing.UNCHECKED, sure, unsure)
    could = sure + unsure >= least and by_hand is None
    return VetoLine(veto, Standing.UNSURE if could else Standing.CLEAR, sure, unsure)


def _deduction_line(
    deduction: Deduction, inspection: Inspection, hand: Mapping[str, HandCount]
) -> DeductionLine:
    sure, unsure = counted(inspection.faults, deduction.counts)
    by_hand = hand.get(deduction.code)
    looked = all(kind in inspection.looked for kind in deduction.counts)
    if by_hand is None and (deduction.by_hand or not looked or not deduction.counts):
        return DeductionLine(deduction, None, unsure, sure * deduction.points)
    count = sure + (int(by_hand.count) if by_hand else 0)
    waits = 0 if by_hand else unsure
    return DeductionLine(deduction, count, waits, count * deduction.points)


def _taken(lines: Sequence[DeductionLine], scheme: Scheme) -> Decimal:
    """Add the points taken off, of each group at most its own."""
    of_group: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        of_group[line.deduction.group] += line.points
    capped = (min(points, scheme.most[group]) for group, points in of_group.items())
    return sum(capped, Decimal(0))


def _scored(scheme: Scheme, taken: Decimal, *, has_services: bool) -> Decimal:
    if has_services:
        return scheme.full - taken
    left = scheme.without_services - taken
    return (left * scheme.full / scheme.without_services).quantize(Decimal("0.01"))


def _bonus(scheme: Scheme, hand: Mapping[str, HandCount], total: Decimal) -> Decimal:
    gained = hand[BONUS].count if BONUS in hand else Decimal(0)
    if gained > scheme.bonus_most:
        message = f"加分 {gained} 超过了上限 {scheme.bonus_most}。请改正人工核对表。"
        raise JixiaoError(message)
    return gained if total > scheme.bonus_above else Decimal(0)


def _unchecked(
    vetoes: Sequence[VetoLine], deductions: Sequence[DeductionLine]
) -> Iterator[str]:
    open_ones = (Standing.UNCHECKED, Standing.UNSURE)
    for veto in vetoes:
        if veto.standing in open_ones:
            yield f"{veto.veto.code} {veto.veto.title}"
    for line in deductions:
        if line.sure is None:
            yield f"{line.deduction.code} {line.deduction.title}"


def _verdict(
    scheme: Scheme,
    vetoes: Sequence[VetoLine],
    total: Decimal,
    unchecked: Sequence[str],
) -> Verdict:
    is_hit = any(line.standing is Standing.HIT for line in vetoes)
    if is_hit or total < scheme.pass_mark:
        return Verdict.FAILED
    return Verdict.OPEN if unchecked else Verdict.PASSED
