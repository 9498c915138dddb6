"""Signals that stand, opened as cases with their contributors; and what became of each signal's cases."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from jixiao.fund.cases import Case, CaseLedger, Evidence
from jixiao.fund.cases.procedure import CLOSED, OPENED
from jixiao.fund.outlook.declaration import library
from jixiao.fund.outlook.place_names import PlaceNames
from jixiao.fund.outlook.printing import month_in_words, rounded
from jixiao.fund.outlook.watching import (
    Contributions,
    StandingSignal,
    Watched,
    contributions,
)
from jixiao.fund.records import NotLoaded, Records
from jixiao.money import in_yuan

ENGINE = "warning"
STANDS, COMES_FROM = "预警信号", "增减来源"
"""What the evidence of a warning is: the signal itself, and the groups that a change comes from."""
IGNORED = "不予处理"
_RAISED, _GIVEN = "提出", "分派"
_MOST = 100
"""So many groups are written down; the others in one line."""


class Hand(NamedTuple):
    """Who opens cases, when, and to whom they are given; nobody where `owner` is empty."""

    by: str
    at: datetime
    owner: str = ""


def open_warnings(
    ledger: CaseLedger, records: Records, watched: Watched, hand: Hand
) -> list[str]:
    """Open a case for each signal that stands and has none; return the new codes.

    A signal that goes on standing stays one case. One that grew louder since is a case of its own,
    which names the earlier.
    """
    names = PlaceNames.of_records(records)
    opened = []
    for standing in watched.standing:
        shown = _evidence_of(standing, names)
        if ledger.is_held(standing.signal.code, shown):
            continue
        come_from = [*_contributors(records, standing, names)]
        opened.append(_opened(ledger, standing, [shown, *come_from], names, hand))
    return opened


def _opened(
    ledger: CaseLedger,
    standing: StandingSignal,
    evidence: Sequence[Evidence],
    names: PlaceNames,
    hand: Hand,
) -> str:
    code = ledger.open_case(
        engine=ENGINE,
        rule=standing.signal.code,
        title=f"{standing.signal.title}（{names.of(standing.place)}）",
        subject=names.institutions.get(standing.place, standing.signal.to),
        evidence=evidence,
        by=hand.by,
        at=hand.at,
    )
    assert code  # noqa: S101 — its first row is in no case
    ledger.move(code, _RAISED, by=hand.by, at=hand.at, text=standing.level.word)
    if hand.owner:
        ledger.move(code, _GIVEN, by=hand.by, at=hand.at, text=hand.owner)
    return code


def _evidence_of(standing: StandingSignal, names: PlaceNames) -> Evidence:
    values = {
        "月份": f"{standing.month:%Y-%m}",
        "何处": names.of(standing.place),
        "自": f"{standing.since:%Y-%m}",
        "轻重": standing.level.word,
        "说明": standing.sentence,
        "告知": standing.signal.to,
    }
    return Evidence(STANDS, _key(standing), values, 0, 0)


def _key(standing: StandingSignal) -> str:
    return f"{standing.place}/{standing.since:%Y-%m}/{standing.level}"


def _contributors(
    records: Records, standing: StandingSignal, names: PlaceNames
) -> Iterator[Evidence]:
    """Yield the groups that explain most of the change of what the funds paid."""
    try:
        come_from = contributions(records, standing)
    except NotLoaded:
        return
    key = f"{standing.signal.code}/{_key(standing)}"
    for part in come_from.largest[:_MOST]:
        said = f"{names.of_group(part.names)}，增减 {in_yuan(part.fen)} 元"
        yield _row(f"{key}/{'/'.join(part.names)}", said, part.fen)
    if rest := come_from.largest[_MOST:]:
        fen = sum(part.fen for part in rest)
        said = f"其余 {len(rest)} 组，增减 {in_yuan(fen)} 元"
        yield _row(f"{key}/rest", said, fen)


def _row(key: str, says: str, fen: int) -> Evidence:
    return Evidence(COMES_FROM, key, {"说明": says}, 0, fen)


def explained(come_from: Contributions) -> str:
    """Return what the largest groups explain of a change, in words; empty where nothing changed."""
    if come_from.explained is None:
        return ""
    change = f"基金支付比上年同期增减 {in_yuan(come_from.change)} 元"
    if come_from.nets_out:
        return (
            f"{change}：升 {in_yuan(come_from.risen)} 元，降 {in_yuan(come_from.fallen)} 元，"
            "升降大多相抵"
        )
    share = rounded(come_from.explained * 100)
    return f"{change}，{len(come_from.largest)} 组占 {share}%"


def facts_of(case: Case) -> Mapping[str, str]:
    """Return what a warning's letters are told: the month, what stands, and the largest groups."""
    first = next(row for row in case.evidence if row.table == STANDS)
    largest = [row.values["说明"] for row in case.evidence if row.table == COMES_FROM]
    whence = (
        f"。基金支付比上年同期的增减主要来自：{'；'.join(largest[:_IN_A_LETTER])}"
        if largest
        else ""
    )
    return {
        "month": month_in_words(date.fromisoformat(f"{first.values['月份']}-01")),
        "matter": f"［{first.values['轻重']}］{case.title}",
        "reason": f"{first.values['说明']}{whence}",
    }


_IN_A_LETTER = 3


@dataclass(frozen=True, slots=True)
class SignalRecord:
    """What became of a signal's cases.

    `right` were upheld, `wrong` refuted; `ignored` were put aside, or lay untouched until their
    term ran out; `unclear` were passed on or could not be told; the others are `under_way`.
    """

    code: str
    title: str
    raised: int
    right: int
    wrong: int
    unclear: int
    ignored: int
    under_way: int

    @property
    def precision(self) -> int | None:
        """The right in per cent of those that could be told; none before any could."""
        judged = self.right + self.wrong
        return self.right * 100 // judged if judged else None


def signal_records(ledger: CaseLedger, today: date) -> list[SignalRecord]:
    """Return the record of every signal that there is, by code; those never raised with zeros."""
    by_rule: dict[str, list[str]] = {code: [] for code in library()}
    for case in ledger.cases():
        if case.engine == ENGINE:
            by_rule.setdefault(case.rule, []).append(_fate(case, today))
    return [_record_of(code, fates) for code, fates in sorted(by_rule.items())]


def _record_of(code: str, fates: Sequence[str]) -> SignalRecord:
    entry = library().get(code)
    return SignalRecord(
        code,
        entry.title if entry else "已经取消的信号",
        len(fates),
        *(fates.count(fate) for fate in _FATES),
    )


_FATES = ("right", "wrong", "unclear", "ignored", "under_way")


def _fate(case: Case, today: date) -> str:
    if case.outcome is not None:
        if case.outcome.is_upheld:
            return "right"
        return "wrong" if case.outcome.is_refuted else "unclear"
    is_late = any(due.last_day < today for due in case.due)
    is_put_aside = any(event.step == IGNORED for event in case.events)
    if is_put_aside or (case.state == OPENED and is_late):
        return "ignored"
    return "unclear" if case.state == CLOSED else "under_way"
