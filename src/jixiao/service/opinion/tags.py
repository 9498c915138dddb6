"""What an item is about: places and organs by a gazetteer, topics by words, a tone to sort by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jixiao.errors import JixiaoError
from jixiao.fund.records.plain_text import plain
from jixiao.library import load_toml, refuse_unknown
from jixiao.service.csv_rows import CsvRow, read_rows

_FILE = Path(__file__).with_name("topics.toml")
PLACE, ORGAN = "地方", "机构"
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Named:
    """A place or an organ, and every way to write it."""

    name: str
    kind: str
    writings: Sequence[str]


@dataclass(frozen=True, slots=True)
class Topics:
    """Sets of words by topic, and the words that sort; where they come from."""

    line: str
    words: Mapping[str, Sequence[str]]
    bad: Sequence[str]
    good: Sequence[str]

    def of(self, text: str) -> tuple[str, ...]:
        """Return the topics of a text."""
        return tuple(
            topic
            for topic, words in self.words.items()
            if any(word in text for word in words)
        )

    def tone(self, text: str) -> int:
        """Return how many words sort a text up: a hint where to look first, and no finding."""
        return sum(text.count(word) for word in self.bad) - sum(
            text.count(word) for word in self.good
        )


@cache
def load_topics() -> Topics:
    """Return the topics of the package.

    Raises:
        FaultyEntry: the file says what is not known.
    """
    return topics_of(_FILE)


def topics_of(path: Path) -> Topics:
    """Return the topics of a TOML file; raises as `load_topics` does."""
    content = load_toml(path)
    refuse_unknown(path.name, content, ("about", "topics", "tone"))
    refuse_unknown(f"{path.name} 的 [tone]", content.get("tone", {}), ("bad", "good"))
    about = content.get("about", {})
    doubt = "" if about.get("confirmed") else "，未核对"
    line = f"{about.get('title', path.name)} {len(content['topics'])} 类{doubt}"
    tone = content.get("tone", {})
    topics = {name: tuple(words) for name, words in content["topics"].items()}
    return Topics(line, topics, tone.get("bad", ()), tone.get("good", ()))


def read_gazetteer(path: Path) -> list[Named]:
    """Read names: 名称, 种类 (地方 or 机构), 别名 parted by 、.

    Raises:
        UnreadableFile: it cannot be opened.
        JixiaoError: it is not written so, or one writing names two.
    """
    names = [_named(row) for row in read_rows(path, ("名称", "种类"), ("别名",))]
    owners: dict[str, str] = {}
    for named in names:
        for writing in named.writings:
            owner = owners.setdefault(writing, named.name)
            if owner != named.name:
                message = (
                    f"{path.name} 里“{writing}”既是{owner}，又是{named.name}。请改正。"
                )
                raise JixiaoError(message)
    return names


def _named(row: CsvRow) -> Named:
    if row["种类"] not in (PLACE, ORGAN):
        raise row.wrong("种类", f"应写{PLACE}或{ORGAN}")
    others = [plain(each) for each in row["别名"].split("、")]
    writings = tuple(dict.fromkeys(filter(None, (plain(row["名称"]), *others))))
    if short := [each for each in writings if len(each) < _LEAST]:
        raise row.wrong("别名", f"“{short[0]}”太短，会认错")
    return Named(row["名称"], row["种类"], writings)


def names_in(text: str, gazetteer: Sequence[Named], kind: str) -> tuple[str, ...]:
    """Return the names of a kind that a text holds; what lies in a longer name is not named again."""
    writings = sorted(
        ((writing, named) for named in gazetteer for writing in named.writings),
        key=lambda pair: -len(pair[0]),
    )
    left, names = text, []
    for writing, named in writings:
        if writing in left:
            left = left.replace(writing, "\n")
            if named.kind == kind and named.name not in names:
                names.append(named.name)
    return tuple(sorted(names))
