"""What pages and programs see of a place's opinion: the feeds it keeps, a span of days, its cases."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jixiao.errors import JixiaoError
from jixiao.web.work.fund_cases import (
    has_ledger,
    ledger_of,
    moment,
    possible_steps,
)
from jixiao.web.work.fund_pages import Entered

if TYPE_CHECKING:
    from jixiao.service.opinion.watch import Watch

FEEDS, PLACES = "feeds", "opinion_places.csv"
"""Where feeds and the gazetteer stand in the folder of a place's records."""
_WEEK = 7


def span_asked(words: Mapping[str, str]) -> tuple[date, date]:
    """Return the days that are asked for by `from` and `to`; without any the last seven.

    Raises:
        JixiaoError: one is no day, or they are the wrong way round.
    """
    today = moment().date()
    try:
        last = date.fromisoformat(words["to"]) if words.get("to") else today
        usual = last - timedelta(days=_WEEK - 1)
        first = date.fromisoformat(words["from"]) if words.get("from") else usual
    except ValueError:
        message = "日期应写作 2026-03-31。"
        raise JixiaoError(message) from None
    if first > last:
        message = f"从 {first} 晚于到 {last}。请改正。"
        raise JixiaoError(message)
    return first, last


def feeds_of(entered: Entered) -> list[Path]:
    """Return the files of feeds that a place keeps."""
    return sorted((entered.place.folder / FEEDS).glob("*"))


def places_of(entered: Entered) -> Path:
    """Return where a place's list of places and organs stands."""
    return entered.place.folder / PLACES


def opinion_watch(entered: Entered, first: date, last: date) -> "Watch":
    """Look at a span of days of the feeds that a place keeps.

    Raises:
        JixiaoError: a file or a list cannot be read, or a parameter is not set.
    """
    from jixiao.service.opinion.feed_files import read_feeds  # noqa: PLC0415 — loads the room
    from jixiao.service.opinion.tags import load_topics, read_gazetteer  # noqa: PLC0415
    from jixiao.service.opinion.watch import look  # noqa: PLC0415

    path = places_of(entered)
    gazetteer = read_gazetteer(path) if path.is_file() else []
    terms = entered.sets[entered.code].on(last)
    return look(
        read_feeds(feeds_of(entered)), first, last, gazetteer, load_topics(), terms
    )


def opinion_cases(entered: Entered) -> list[dict[str, Any]]:
    """Return the opinions, the newest first, with their grade, their clocks, whether one may grade."""
    from jixiao.service.opinion.ladder import GRADED, climb, grade_of, load_ladder  # noqa: PLC0415 — the room
    from jixiao.service.opinion.opinion_cases import own_cases  # noqa: PLC0415

    if not has_ledger(entered.place):
        return []
    ladder, now = load_ladder(), moment()
    with ledger_of(entered.place) as ledger:
        return [
            {
                "case": case,
                "grade": grade_of(case, ladder),
                "climbed": climb(case, ladder, now),
                "may_grade": any(
                    step.name == GRADED
                    for step in possible_steps(entered.place, ledger, case)
                ),
            }
            for case in own_cases(ledger)[::-1]
        ]
