"""Six weeks of feeds with planted reposts, look-alikes and a burst."""

import csv
from datetime import date
from pathlib import Path

from jixiao.fund.parameters import load_parameter_sets
from jixiao.fund.synthesis.feeds import write_feeds
from jixiao.service.opinion.feed_files import read_feeds
from jixiao.service.opinion.tags import load_topics, read_gazetteer
from jixiao.service.opinion.watch import Watch, look

LAST = date(2026, 3, 31)


def watched(folder: Path, times: int) -> Watch:
    write_feeds(folder, folder, LAST, times)
    items = read_feeds(sorted((folder / "feeds").iterdir()))
    terms = load_parameter_sets(None)["sample"].on(LAST)
    gazetteer = read_gazetteer(folder / "places.csv")
    return look(items, date(2026, 3, 25), LAST, gazetteer, load_topics(), terms)


def count(watch: Watch, what: str, words: str) -> int:
    stories = [s for s in watch.stories if any(words in i.title for i in s.items)]
    if what == "转载":
        return len(stories[0].items) if len(stories) == 1 else -len(stories)
    if what == "突增":
        return sum(words == f"{b.day} {b.topic}" for b in watch.bursts)
    return len(stories)


def test_what_is_planted_is_told_apart(tmp_path: Path):
    watch = watched(tmp_path, 3)

    wrong = []
    with (tmp_path / "opinion.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            counted = count(watch, row["what"], row["words"])
            wrong += [] if counted == int(row["count"]) else [(row, counted)]

    assert [] == wrong
    assert ("甲县医院",) == (*watch.stories[0].places, *watch.stories[0].organs)
    assert 0 == watch.unjudged


def test_without_weeks_before_no_day_is_judged(tmp_path: Path):
    (tmp_path / "f.csv").write_text("来源,时间,标题\n" + "甲,2026-03-30 09:00,医保码刷不了\n" * 9, "utf-8")  # fmt: skip
    terms = load_parameter_sets(None)["sample"].on(LAST)
    items = read_feeds([tmp_path / "f.csv"])

    watch = look(items, LAST, LAST, [], load_topics(), terms)

    assert ([], 1) == (watch.bursts, watch.unjudged)
