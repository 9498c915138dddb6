"""Firms with a tier opened as cases: told, heard, rated, published, repaired; and each day's ratings kept."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from jixiao.fund.cases import Case, CaseLedger, Evidence, Outcome
from jixiao.fund.prices.firm_credit import FirmRating, RatedEvent
from jixiao.fund.prices.kept import FIRM_RATINGS
from jixiao.fund.store.engine import Engine

ENGINE, RULE = "firm", "招采信用评价"
_TABLE = "firm_events"
_REPAIRED, _UNRATED = "修复决定", "不评"


def keep_ratings(engine: Engine, ratings: Sequence[FirmRating], day: date) -> None:
    """Keep the ratings of a day beside those of other days; what stood for the day is replaced."""
    rows = [
        {
            "rated": f"{day}/{rating.code}",
            "rated_on": day,
            "firm_code": rating.code,
            "firm_name": rating.name,
            "tier": rating.tier,
            "events": len(rating.events),
            "undecided": len(rating.undecided),
        }
        for rating in ratings
    ]
    FIRM_RATINGS.keep_beside(engine, rows, "rated_on", day)


def open_ratings(
    ledger: CaseLedger, ratings: Sequence[FirmRating], *, by: str, at: datetime
) -> list[str]:
    """Open a case for each firm that has a tier; return the new codes.

    A firm all of whose events are in a case at the same tier already is left there.
    """
    codes = [
        ledger.open_case(
            engine=ENGINE,
            rule=RULE,
            title=f"拟评定为{rating.tier}",
            subject=rating.name,
            evidence=[*_rows(rating)],
            by=by,
            at=at,
        )
        for rating in ratings
        if rating.tier
    ]
    return [code for code in codes if code]


def _rows(rating: FirmRating) -> Iterator[Evidence]:
    for each in rating.events:
        values = {
            "项目": each.event.document,
            "统一社会信用代码": rating.code,
            "等级": each.tier or _UNRATED,
            "评定": rating.tier,
            "后果": rating.consequence,
            "说明": _sentence(each),
        }
        key = f"{each.event.number}@{each.tier or _UNRATED}"
        yield Evidence(_TABLE, key, values, each.event.amount or 0, 0)


def _sentence(rated: RatedEvent) -> str:
    lacking = f"；修复还缺 {rated.lacking}" if rated.lacking else ""
    return f"{rated.tier or _UNRATED}：{rated.why}{lacking}"


def firm_facts(case: Case) -> dict[str, str]:
    """Return what letters say of a firm; the tier is left blank where it was changed by hand."""
    said = case.evidence[0].values
    rated = [row.values for row in case.evidence if row.values["等级"] != _UNRATED]
    facts = {
        "matter": "、".join(each["项目"] for each in rated),
        "grade": said["评定"],
        "consequence": said["后果"],
    }
    repaired = [e.text for e in case.events if e.step == _REPAIRED and e.text]
    if repaired:
        facts["repair"] = repaired[-1]
    if case.outcome not in (None, Outcome.PROVEN):
        facts |= {"grade": "", "consequence": ""}
    return facts
