"""Headings and paragraphs around the tables: known for what they are, so that nothing is lost."""

import re
from collections.abc import Iterator

import msgspec

from jixiao import chinese
from jixiao.documents.flow import Coverage, Flow, Span
from jixiao.evidence import Evidence

_HEADING = re.compile(
    r"^(?:第?[一二三四五六七八九十]+[、.．部分章节]|\([一二三四五六七八九十]+\))"
)
_FURNITURE = re.compile(
    r"^(?:目录|附[件表]\d*[:：]?|[-—–]+\d+[-—–]+|第\d+页(?:[,，]?共\d+页)?|\d+/\d+"
    r"|(?:金额)?单位[:：][元万亿千]+|(?:20\d{2})年\d{1,2}月\d{1,2}日)$"
)
_SENTENCE = re.compile(r"[。；!?]|[，：:].*[，,、]")
_FIGURES_ONLY = re.compile(r"^[\d.,%\s+\-—/]+$")
_LONGEST_TITLE = 40


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of prose: its heading, or its first words, and where it stands."""

    title: str
    evidence: Evidence


def find_prose(flow: Flow, coverage: Coverage) -> tuple[Section, ...]:
    """Label what is left of a document as headings, page furniture and paragraphs.

    A line of bare figures, or of cells, is no prose: it stays unread.
    """
    sections = []
    for run in _untouched_runs(flow, coverage):
        start, end = run[0][0], run[-1][1]
        has_sentence = bool(_SENTENCE.search(flow.folded[start:end]))
        is_known = _is_heading_or_words if has_sentence else _is_heading
        known = [span for span in run if is_known(flow, span)]
        for span in known:
            coverage.label(*span)
        if has_sentence and known:
            title = flow.text(*run[0])[:_LONGEST_TITLE]
            sections.append(Section(title=title, evidence=flow.evidence(start, end)))
    return tuple(sections)


def _untouched_runs(flow: Flow, coverage: Coverage) -> Iterator[list[Span]]:
    """The untouched lines that follow each other."""
    run: list[Span] = []
    for span in flow.line_spans(0, len(flow)):
        if coverage.untouched(*span):
            run.append(span)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _is_heading(flow: Flow, span: Span) -> bool:
    line = flow.key(*span)
    short = chinese.width(line) <= 2 * _LONGEST_TITLE
    return bool(_FURNITURE.match(line) or (short and _HEADING.match(line)))


def _is_heading_or_words(flow: Flow, span: Span) -> bool:
    return _is_heading(flow, span) or _is_words(flow, span)


def _is_words(flow: Flow, span: Span) -> bool:
    columns = set(flow.columns[slice(*span)])
    return len(columns) == 1 and not _FIGURES_ONLY.match(flow.key(*span))
