"""What the library says, in the language of the page: findings, refusals, and the phrases within them.

The library speaks Chinese and knows no translation. A check says its message as a template with facts; a
refusal is a sentence that was filled in where it was raised, and is known again by what stands between its
holes. Both stand in the catalogue `library` of a language; what is not in it stays Chinese.
"""

import gettext
import re
from collections.abc import Iterator
from functools import cache, lru_cache

import msgspec
from django.conf import settings

from jixiao.checks import library
from jixiao.findings import Finding
from jixiao.fund.parameters.parameter import Standing as SetBy
from jixiao.fund.parameters.parameter import words as parameter_words
from jixiao.web.browser_words import for_browser
from jixiao.web.language import SPOKEN, WRITTEN_IN, in_language

_HOLE = re.compile(r"\{(\w+)\}")
_QUOTED = re.compile(r"“[^”]*”")
_OF_PAPER = re.compile(r"“[^”]*”(?:、“[^”]*”)*")
_CLAUSE = re.compile(r"(?:“[^”]*”|[^；“]|“(?![^”]*”))+")
"""What stands between semicolons, but for those of a quotation."""
_CODED = re.compile(r"([A-Z]{2}\d{2}) (.+)")
"""What is told of a measure or a check behind its code."""
_NARROWED = re.compile(r"(.+?)（([^（）]+)）")
_HAN = re.compile(r"[\u3400-\u9fff]")
_NUMBER = r"([-+\d.,%]+)"
_VALUE_AND_BASIS = re.compile(rf"(.*?)（({'|'.join(SetBy)})，(.+?)(，未核对)?）")
"""The value of a parameter, who set it, its basis, which may have brackets of its own, and doubt."""
_FEW = 2
"""A sentence with fewer letters of its own than this has numbers in its holes, or it is another's."""


def spoken(message: str) -> str:
    """A message of the library for who reads the page: in its language, without what only a terminal can do."""
    message = for_browser(message)
    language = SPOKEN.get()
    return message if language == WRITTEN_IN else _phrase(message, language)


def said(finding: Finding) -> Finding:
    """A finding with its words in the language of the page; what it is marked and reasoned by stays."""
    finding = msgspec.structs.replace(
        finding, suggestion=for_browser(finding.suggestion)
    )
    language = SPOKEN.get()
    return finding if language == WRITTEN_IN else _said(finding, language)


def _said(finding: Finding, language: str) -> Finding:
    check = library().get(finding.code)
    if check is None:
        spoken_fields = {
            name: _phrase(getattr(finding, name), language)
            for name in ("title", "message", "suggestion")
        }
        return msgspec.structs.replace(finding, **spoken_fields)
    # What was said of several projects at once names the others behind the message.
    others = finding.message.removeprefix(check.says.format(**finding.facts))
    if others == finding.message:
        others = ""
    words = {
        "title": _filled(check.title, finding, language),
        "message": _filled(check.says, finding, language) + _phrase(others, language),
        "suggestion": _filled(check.suggests, finding, language),
    }
    return msgspec.structs.replace(finding, **words)


def _filled(template: str, finding: Finding, language: str) -> str:
    """A template's translation with the facts in it: those that stand in quotes are the paper's own words."""
    spoken_text = _catalogue(language).gettext(template)
    if spoken_text == template:
        return template.format(**finding.facts)
    quoted = {
        name for text in _QUOTED.findall(template) for name in _HOLE.findall(text)
    }
    facts = {
        name: fact if name in quoted else _phrase(str(fact), language)
        for name, fact in finding.facts.items()
    }
    return spoken_text.format(**facts)


@lru_cache(maxsize=2000)
def _phrase(text: str, language: str) -> str:
    """A phrase in a language: known as it stands, by what stands between its holes, or part by part."""
    if not _HAN.search(text):
        return text
    if _OF_PAPER.fullmatch(text):
        return text.replace("”、“", "”, “")
    spoken_text = _word(text, language)
    if spoken_text == text:
        spoken_text = _parameter(text, language) or _known_again(text, language) or text
    parts = list(_parts(text, language))
    if spoken_text == text and len(parts) > 1:
        # A list of known titles is no sentence, whatever stands between their brackets.
        known = [_word(part, language) for part in parts]
        is_known = all(map(str.__ne__, known, parts))
        spoken_text = ", ".join(known) if is_known else text
    if spoken_text == text and len(clauses := _CLAUSE.findall(text)) > 1:
        each = [_phrase(clause, language) for clause in clauses]
        spoken_text = "; ".join(each) if each != clauses else text
    if spoken_text == text and len(parts) > 1:
        each = [_phrase(part, language) for part in parts]
        spoken_text = ", ".join(each) if each != parts else text
    if spoken_text == text and (coded := _CODED.fullmatch(text)):
        spoken_text = f"{coded[1]} {_phrase(coded[2], language)}"
    if spoken_text == text and (narrowed := _NARROWED.fullmatch(text)):
        what, to = (_phrase(part, language) for part in narrowed.groups())
        spoken_text = f"{what} ({to})" if what != narrowed[1] else text
    return spoken_text


def _word(text: str, language: str) -> str:
    """A word or a sentence that a catalogue has as it stands."""
    spoken_text = in_language(text)
    return _catalogue(language).gettext(text) if spoken_text == text else spoken_text


def _parts(text: str, language: str) -> Iterator[str]:
    """The parts of a list, parted by 、 but where a catalogue knows what is longer as one."""
    rest = text.split("、")
    while rest:
        longest = next(
            end
            for end in range(len(rest), 0, -1)
            if end == 1
            or _word(joined := "、".join(rest[:end]), language) != joined != text
        )
        yield "、".join(rest[:longest])
        rest = rest[longest:]


def _parameter(line: str, language: str) -> str | None:
    """A parameter as pages list it: its key and title, its value, who set it, its basis and doubt."""
    key, _, stated = line.strip().partition("\u3000")
    word = parameter_words().get(key)
    if word is None or not stated.startswith(f"{word.title}："):
        return None
    shown = _VALUE_AND_BASIS.fullmatch(stated, len(word.title) + 1)
    if shown is None:
        return None
    value, standing, basis, doubt = shown.groups()
    if word.unit:
        unit = _word(f"…{word.unit}", language)
        value = unit.replace("…", value.removesuffix(word.unit))
    notes = [_phrase(note, language) for note in (standing, basis)]
    notes += [_word("未核对", language)] if doubt else []
    title = _word(word.title, language)
    value = ", ".join(_of_value(part, language) for part in value.split("，"))
    return f"{key}\u3000{title}: {value} ({'; '.join(notes)})"


def _of_value(part: str, language: str) -> str:
    """A part of a parameter's value: a word, or a word with its number."""
    name, _, number = part.rpartition(" ")
    return f"{_phrase(name, language)} {number}" if name else _phrase(part, language)


def _known_again(text: str, language: str) -> str | None:
    for pattern, template, quoted in _patterns(language):
        if filled := pattern.fullmatch(text):
            holes = [
                hole if place in quoted else _phrase(hole, language)
                for place, hole in enumerate(filled.groups())
            ]
            return template.format(*holes)
    return None


@cache
def _patterns(language: str) -> list[tuple[re.Pattern[str], str, frozenset[int]]]:
    """The sentences with holes, those first that say most themselves: as pattern, in the language, and quoted.

    The holes of a sentence are numbered as they stand in it.
    """
    sentences = sorted(_sentences(language), key=lambda pair: -_own_letters(pair[0]))
    return [
        (_pattern_of(sentence), spoken_text, _own_holes(sentence))
        for sentence, spoken_text in sentences
    ]


def _sentences(language: str) -> Iterator[tuple[str, str]]:
    messages = getattr(_catalogue(language), "_catalog", {})
    for sentence, spoken_text in messages.items():
        if spoken_text and re.search(r"\{\d+\}", sentence):
            yield sentence, spoken_text


def _own_letters(sentence: str) -> int:
    return len(_HOLE.sub("", sentence).replace(" ", ""))


def _pattern_of(sentence: str) -> re.Pattern[str]:
    # Two messages in one are parted by ；, and one that ends with 。 has no more behind it.
    barred = "" if "；" in sentence or sentence.endswith("。") else "；"
    barred += "" if "。" in sentence[:-1] else "。"
    said_at_once = f"([^{barred}]+?)" if barred else "(.+?)"
    hole = _NUMBER if _own_letters(sentence) < _FEW else said_at_once
    parts = [re.escape(part) for part in re.split(r"\{\d+\}", sentence)]
    return re.compile(hole.join(parts), re.DOTALL)


def _own_holes(sentence: str) -> frozenset[int]:
    quoted = (
        hole for text in _QUOTED.findall(sentence) for hole in _HOLE.findall(text)
    )
    return frozenset(int(hole) for hole in quoted)


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    (folder,) = settings.LOCALE_PATHS
    return gettext.translation("library", folder, [language], fallback=True)
