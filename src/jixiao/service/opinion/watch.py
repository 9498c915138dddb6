"""A span of days looked at: what was said once each, what it is about, and which days were unusual."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from statistics import median

from jixiao.fund.parameters import Terms
from jixiao.fund.records.plain_text import plain
from jixiao.service.opinion.feed_files import FeedItem
from jixiao.service.opinion.near_duplicates import groups
from jixiao.service.opinion.tags import ORGAN, PLACE, Named, Topics, names_in

KEYS = ("opinion.alike", "opinion.weeks", "opinion.burst", "opinion.least")
ALL = "全部"
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Story:
    """What several items say alike: the first of them speaks for all; `tone` only sorts."""

    items: Sequence[FeedItem]
    places: Sequence[str]
    organs: Sequence[str]
    topics: Sequence[str]
    tone: int

    @property
    def first(self) -> FeedItem:
        """The earliest item."""
        return self.items[0]

    @property
    def sources(self) -> Sequence[str]:
        """Who told it, each once."""
        return tuple(dict.fromkeys(item.source for item in self.items))


@dataclass(frozen=True, slots=True)
class Burst:
    """A day on which a topic was told far more often than on that weekday before."""

    topic: str
    day: date
    count: int
    usual: Fraction


@dataclass(frozen=True, slots=True)
class Watch:
    """The stories of a span, the loudest first; bursts; and what could not be told."""

    first: date
    last: date
    stories: Sequence[Story]
    bursts: Sequence[Burst]
    undated: Sequence[FeedItem]
    unjudged: int
    items: int

    def by_topic(self) -> list[tuple[str, int]]:
        """Return how many stories each topic has; one without a topic is 未分类."""
        counted = Counter(
            topic for story in self.stories for topic in story.topics or ("未分类",)
        )
        return counted.most_common()


def look(
    items: Sequence[FeedItem],
    first: date,
    last: date,
    gazetteer: Sequence[Named],
    topics: Topics,
    terms: Terms,
) -> Watch:
    """Look at the items of a span; earlier ones tell what is usual.

    Raises:
        JixiaoError: a parameter is not set.
    """
    dated = sorted((item for item in items if item.at is not None), key=_moment)
    undated = [item for item in items if item.at is None]
    within = [item for item in dated if first <= _moment(item).date() <= last]
    gathered = groups(within, terms.factor("opinion.alike"))
    stories = [
        _story([within[n] for n in group], gazetteer, topics) for group in gathered
    ]
    stories.sort(
        key=lambda story: (-len(story.items), -story.tone, _moment(story.first))
    )
    bursts, unjudged = _bursts(dated, first, last, topics, terms)
    return Watch(first, last, stories, bursts, undated, unjudged, len(within))


def _moment(item: FeedItem) -> datetime:
    assert item.at is not None  # noqa: S101 — only dated items are asked
    return item.at


def _story(
    items: Sequence[FeedItem], gazetteer: Sequence[Named], topics: Topics
) -> Story:
    text = plain("\n".join(f"{item.title}\n{item.text}" for item in items))
    return Story(
        items,
        names_in(text, gazetteer, PLACE),
        names_in(text, gazetteer, ORGAN),
        topics.of(text),
        topics.tone(plain(f"{items[0].title}{items[0].text}")),
    )


def _bursts(
    dated: Sequence[FeedItem], first: date, last: date, topics: Topics, terms: Terms
) -> tuple[list[Burst], int]:
    """Return the bursts, and on how many days of the span too little came before to judge."""
    counts: Counter[tuple[str, date]] = Counter()
    for item in dated:
        day = _moment(item).date()
        for topic in (ALL, *topics.of(plain(item.title + item.text))):
            counts[topic, day] += 1
    begins = _moment(dated[0]).date() if dated else last
    weeks = terms.count("opinion.weeks")
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    judged = [day for day in days if day - timedelta(days=_WEEK * weeks) >= begins]
    names = sorted({topic for topic, _ in counts})
    bursts = [*_of_days(counts, names, judged, terms)]
    return bursts, len(days) - len(judged)


def _of_days(
    counts: "Counter[tuple[str, date]]",
    names: Sequence[str],
    days: Sequence[date],
    terms: Terms,
) -> Iterator[Burst]:
    weeks, factor = terms.count("opinion.weeks"), terms.factor("opinion.burst")
    least = terms.count("opinion.least")
    for day in days:
        before = [day - timedelta(days=_WEEK * n) for n in range(1, weeks + 1)]
        for topic in names:
            usual = Fraction(median(counts[topic, each] for each in before))
            count = counts[topic, day]
            if count >= least and count >= factor * max(usual, Fraction(1)):
                yield Burst(topic, day, count, usual)
