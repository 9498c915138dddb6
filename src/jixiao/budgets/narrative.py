"""The figures that a budget's narrative states, each with what it is about."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from jixiao import chinese
from jixiao.budgets.budget import Fact, Figure
from jixiao.budgets.layout import Layout
from jixiao.documents import Coverage, Flow, Span

_FIGURE = re.compile(
    r"(?P<amount>-?\d[\d,]*(?:\.\d+)?)(?P<unit>亿元|万元|元|%|个百分点|平方米|辆|台|套)(?![/\d])"
)
_BREAK = re.compile(r"[,，。;；:：、]")
_SENTENCE = re.compile(r"[。；;]")
_HEADING = re.compile(r"(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\))")
_HEADING_END = re.compile(r"(?:说明|情况|经费|事项|解释|支出|收入)$")
_SHORT_HEADING = re.compile(
    rf"{_HEADING.pattern}[^,，。;；:：、\d]{{2,14}}(?:预算|决算|采购|目标)"
)
_YEAR = re.compile(r"^.*(?<!\d)20\d{2}年(?:度|末)?")
_TRAILING = re.compile(r"(?:数)?(?:约|共计|合计|共|总计|为|是|达到?|计)+$")
_LEADING = re.compile(r"^(?:如|其中|包括|主要包括|安排|即|用于|和|及|以及)+[,:]?")
_AGAINST = re.compile(r"[比较](?P<base>(?:上年|20\d{2}年).*)$")
_COMPRISING = re.compile(r"([^,，。;；:：、]+?)(?:主要)?包括[:,]")
_SUBJECT = re.compile(r"\(类\).*\(款\)(?P<item>[^()]+)\(项\)")
_MONEY_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\))?(?:关于)?.{0,30}"
    r"(?:收支|收入|支出|拨款|预算|决算|经费|基金).{0,12}(?:情况|说明)"
)
_LINES_BELOW = 3
"""How many lines below a heading are looked at for what it tells."""
_LONGEST_HEADING = 60
_LONGEST_PHRASE = 60


def find_narrative(
    flow: Flow,
    span: Span,
    ends: Iterable[int],
    heading: re.Pattern[str] = _MONEY_HEADING,
) -> Span | None:
    """The stretch that tells of the amounts where no chapter is headed so.

    It begins with a numbered heading of income, spending or the budget below which sentences
    state figures (so that it is no line of contents), and ends where the next of `ends` stands.
    """
    for first, stop in flow.line_spans(*span):
        if not heading.fullmatch(flow.folded, first, stop):
            continue
        below = min(_after_lines(flow, stop, _LINES_BELOW), span[1])
        if _HEADING.match(flow.folded, stop, flow.line_end(min(stop, len(flow) - 1))):
            continue
        states = _FIGURE.search(flow.folded, stop, below)
        if states and _SENTENCE.search(flow.folded, stop, below):
            return first, min((end for end in ends if end > first), default=span[1])
    return None


def find_prose_alone(flow: Flow, span: Span) -> Span | None:
    """The stretch of a document without tables that tells of amounts section by section; None for none."""
    narrative = find_narrative(flow, span, (), _ANY_MONEY_HEADING)
    return narrative if narrative and _tells_much(flow, narrative) else None


def _tells_much(flow: Flow, span: Span) -> bool:
    """Whether several headed sections of a stretch state amounts of money in sentences."""
    sections = amounts = 0
    for first, stop in flow.line_spans(*span):
        sections += bool(_ANY_MONEY_HEADING.fullmatch(flow.folded, first, stop))
        money = [
            printed
            for printed in _FIGURE.finditer(flow.folded, first, stop)
            if printed["unit"].endswith("元")
        ]
        amounts += len(money) if _SENTENCE.search(flow.folded, first, stop) else 0
    return sections >= _FEWEST_SECTIONS and amounts >= _FEWEST_AMOUNTS


_ANY_MONEY_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\))[^。；;]{0,30}"
    r"(?:收支|收入|支出|拨款|预算|决算|经费|基金|采购|资产)[^。；;]{0,12}"
)
_FEWEST_SECTIONS = 3
_FEWEST_AMOUNTS = 8


def _after_lines(flow: Flow, at: int, count: int) -> int:
    """Where the lines that begin at a place end."""
    for _ in range(count):
        at = flow.line_end(at) if at < len(flow) else at
    return at


def read_figures(
    flow: Flow, coverage: Coverage, layout: Layout, span: Span
) -> tuple[Figure, ...]:
    """Read every amount and percentage of the narrative, in order."""
    return tuple(_Narrator(flow, coverage, layout, span).figures())


class _Narrator:
    def __init__(
        self, flow: Flow, coverage: Coverage, layout: Layout, span: Span
    ) -> None:
        self._flow = flow
        self._coverage = coverage
        self._layout = layout
        self._start, self._end = span
        self._wordings = sorted(layout.concepts, key=len, reverse=True)

    def figures(self) -> Iterator[Figure]:
        """Walk the figures; `whole` is the last concept that others are part of."""
        flow = self._flow
        headings = list(self._headings())
        places = [at for at, _ in headings]
        section: str | None = None
        whole: str | None = None
        last: str | None = None
        against: str | None = None
        before = self._start
        for printed in _FIGURE.finditer(flow.folded, self._start, self._end):
            passed = bisect_right(places, printed.start())
            if passed and headings[passed - 1][1] != section:
                section, whole, last = headings[passed - 1][1], None, None
            phrase = self._phrase(before, printed.start())
            whole = self._comprising(before, printed.start()) or whole
            before = printed.end()
            direction = self._direction(phrase)
            concept, of = self._concept(phrase, printed["unit"], direction, whole, last)
            if direction and (base := _AGAINST.search(phrase.removesuffix(direction))):
                against = base["base"]
            self._coverage.use(
                flow.line_start(printed.start()), flow.line_end(printed.end() - 1)
            )
            yield Figure(
                concept=concept,
                of=of,
                section=section,
                amount=printed["amount"],
                unit=printed["unit"],
                direction=direction,
                against=against if direction else None,
                evidence=flow.evidence(
                    self._clause_start(printed.start()), printed.end()
                ),
            )
            if direction is None and printed["unit"] != "%":
                last = concept
                if concept in self._layout.wholes or _SUBJECT.search(phrase):
                    whole = concept

    def _headings(self) -> Iterator[tuple[int, str]]:
        """Yield numbered headings; what breaks over a line is joined again."""
        flow = self._flow
        for first, stop in flow.line_spans(self._start, self._end):
            if not _HEADING.match(flow.folded, first, stop):
                continue
            if _SHORT_HEADING.fullmatch(flow.folded, first, stop):
                yield first, _HEADING.sub("", flow.folded[first:stop], count=1)
                continue
            end = stop
            while not _HEADING_END.search(flow.folded[first:end]) and end < self._end:
                if end - first > _LONGEST_HEADING or _BREAK.search(
                    flow.folded[first + 3 : end]
                ):
                    break
                end = min(flow.line_end(end), self._end)
            if _HEADING_END.search(flow.folded[first:end]):
                yield (
                    first,
                    _HEADING.sub("", chinese.fold(flow.text(first, end)), count=1),
                )

    def _clause_start(self, at: int) -> int:
        low = max(self._start, at - _LONGEST_PHRASE)
        breaks = [mark.end() for mark in _BREAK.finditer(self._flow.folded, low, at)]
        return breaks[-1] if breaks else low

    def _phrase(self, before: int, at: int) -> str:
        """The clause a figure ends, without bracketed asides and years."""
        start = max(before, self._clause_start(at))
        if self._flow.folded[start:at].startswith(")"):
            start += 1
        return self._flow.folded[start:at]

    def _concept(
        self,
        phrase: str,
        unit: str,
        direction: str | None,
        whole: str | None,
        last: str | None,
    ) -> tuple[str, str | None]:
        """What a figure is about, and what it is part of or compared for."""
        if subject := _SUBJECT.search(phrase):
            return subject["item"], whole
        if direction:
            is_rate = unit in ("%", "个百分点")
            return "较上年增减率" if is_rate else "较上年增减额", whole or last
        plain = _TRAILING.sub("", _LEADING.sub("", _YEAR.sub("", phrase)))
        if plain == "占":
            return "占比", last
        concept = self._known(plain)
        return (
            (concept, self._above(concept, whole))
            if concept
            else (plain or phrase, whole)
        )

    def _known(self, text: str) -> str | None:
        """The concept whose longest wording ends the text; None for none."""
        wording = next(
            (wording for wording in self._wordings if text.endswith(wording)), None
        )
        return self._layout.concepts[wording] if wording else None

    def _above(self, concept: str, whole: str | None) -> str | None:
        """What a known concept is part of: by the layout, else by what was said before it."""
        fixed = self._layout.parents.get(concept, self._layout.wholes.get(concept, "*"))
        if fixed == "*":
            return whole if whole != concept else None
        return fixed or None

    def _comprising(self, start: int, end: int) -> str | None:
        """The whole that a clause opens before its parts: 本年收入包括：….; None for none."""
        opening = _COMPRISING.search(self._flow.folded, start, end)
        concept = self._known(opening[1]) if opening else None
        return concept if concept in self._layout.wholes else None

    def _direction(self, phrase: str) -> str | None:
        words = (*self._layout.rising, *self._layout.falling)
        return next((word for word in words if phrase.endswith(word)), None)


def read_facts(
    flow: Flow, coverage: Coverage, layout: Layout, span: Span
) -> dict[str, Fact]:
    """Read the counts and values a layout asks for, each where the text first states it."""
    facts = {}
    for name, fact in layout.facts.items():
        if statement := fact.words.search(flow.folded, *span):
            coverage.use(
                flow.line_start(statement.start()), flow.line_end(statement.end() - 1)
            )
            facts[name] = Fact(
                title=fact.title,
                amount=statement["amount"],
                unit=statement["unit"],
                evidence=flow.evidence(*statement.span()),
            )
    return facts
