"""Words that are written wrongly, found by a dictionary: the package's, and a bureau's own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jixiao.errors import FaultyEntry
from jixiao.library import load_toml, refuse_unknown
from jixiao.service.csv_rows import CsvRow, read_rows

_FILE = Path(__file__).with_name("wording.toml")
_AROUND = 8
_YES = "是"


@dataclass(frozen=True, slots=True)
class WrongWord:
    """A wrong writing, the right one, words that hold it and are right, and whether it is grave."""

    wrong: str
    right: str
    innocent: Sequence[str] = ()
    is_serious: bool = False


@dataclass(frozen=True, slots=True)
class Slip:
    """A wrong word where it stands, with the words around it."""

    word: WrongWord
    quote: str


@dataclass(frozen=True, slots=True)
class Wording:
    """The words to look for, and where they come from."""

    line: str
    words: Sequence[WrongWord]

    def slips(self, text: str) -> Iterator[Slip]:
        """Yield the wrong words of a text, each place once."""
        flat = "".join(text.split())
        for word in self.words:
            at = flat.find(word.wrong)
            while at >= 0:
                if not _is_innocent(flat, at, word):
                    quote = flat[max(0, at - _AROUND) : at + len(word.wrong) + _AROUND]
                    yield Slip(word, quote)
                at = flat.find(word.wrong, at + len(word.wrong))


def _is_innocent(text: str, at: int, word: WrongWord) -> bool:
    """Whether a wrong writing is but a part of a word that is right."""
    right = (*word.innocent, word.right if word.wrong in word.right else "")
    for innocent in filter(None, right):
        before = innocent.find(word.wrong)
        start = at - before
        if before >= 0 and start >= 0 and text.startswith(innocent, start):
            return True
    return False


@cache
def load_wording() -> Wording:
    """Return the words of the package.

    Raises:
        FaultyEntry: the file says what is not known, or one word twice.
    """
    content = load_toml(_FILE)
    refuse_unknown(_FILE.name, content, ("about", "word"))
    about = content["about"]
    refuse_unknown(
        f"{_FILE.name} 的 [about]", about, ("title", "basis", "since", "confirmed")
    )
    words = []
    for each in content["word"]:
        refuse_unknown(f"{_FILE.name} 的 [[word]]", each, ("wrong", "right", "except"))
        innocent = tuple(filter(None, each.get("except", "").split(",")))
        words.append(WrongWord(each["wrong"], each["right"], innocent))
    if len({word.wrong for word in words}) < len(words):
        message = f"{_FILE.name} 里有词写了不止一次。请去掉重复。"
        raise FaultyEntry(message)
    doubt = "" if about["confirmed"] else "，未核对"
    return Wording(
        f"{about['title']} {len(words)} 条（{about['basis']}{doubt}）", words
    )


def with_own(wording: Wording, path: Path) -> Wording:
    """Return the words with those of a bureau's CSV: 错误, 正确, 例外 (parted by 、), 严重 (是).

    Raises:
        UnreadableFile: it cannot be opened.
        JixiaoError: it is not written so.
    """
    rows = read_rows(path, ("错误", "正确"), ("例外", "严重"))
    bureau_words = [_own_word(row) for row in rows]
    named = {word.wrong for word in bureau_words}
    words = [
        *(each for each in wording.words if each.wrong not in named),
        *bureau_words,
    ]
    return Wording(f"{wording.line}；{path.name} {len(bureau_words)} 条", words)


def _own_word(row: CsvRow) -> WrongWord:
    if row["错误"] == row["正确"]:
        raise row.wrong("错误", "和正确的一样")
    if row["严重"] not in ("", _YES, "否"):
        raise row.wrong("严重", "应写是或否")
    innocent = tuple(filter(None, row["例外"].split("、")))
    return WrongWord(row["错误"], row["正确"], innocent, row["严重"] == _YES)
