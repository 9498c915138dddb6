"""What belongs to no row between the rows: sums, side bars, page words, signatures."""

import re
from collections.abc import Iterator

from jixiao.documents import Flow, Gap, Span
from jixiao.targets.reading.cuts import COPULA, FOOT, Cuts, weights, words
from jixiao.targets.reading.forms import PrintedForm
from jixiao.targets.reading.heads import any_of
from jixiao.targets.reading.lattice import JUNK, Arc
from jixiao.targets.reading.possible_labels import PossibleLabels

_LONGEST_FURNITURE = 50
_DIGIT = re.compile(r"\d")
_OBJECTIVE_AGAIN = r"(?:年度|长期|总体|绩效){1,2}目标\d{0,2}(?:\(\d{1,3}分\))?"
"""What stands above the heads of the rows of one of several objectives."""
_FIGURES = re.compile(r"\d[\d.,]*")
POINTS_ADDED = re.compile(
    r"(?:总分|合计得分|合计|小计|总计|总得分|自评总分|综合得分)(?:\([^()]*\))?:?(?:\d[\d.]{0,11}分?){0,3}(?:\([^()]{0,24}\))?"
)
"""A row that adds the points."""
_FIELD = re.compile(
    r"[\u4e00-\u9fff()（）]{0,12}(?:对象|意见|负责人|联系人|电话|日期|地址|邮编|签字|盖章|附件|签章|审核|电话号码|填表说明):?"
)
"""A label of a line below the rows."""
_STUB = re.compile(
    r"(?:三级)?指标\d{1,2}(?![\d.]|分钟|小时|[天年岁]|公里|%|周岁)[:：]?|…+|\.{3,}|[|;。:,、]+|/"
)


class Furniture:
    """The furniture of one stretch, priced by how surely it is none of a row's cells."""

    def __init__(
        self, flow: Flow, form: PrintedForm, span: Span, labels: PossibleLabels
    ) -> None:
        self._flow = flow
        self._span = span
        self._labels = labels
        self._cost = weights("rows")
        self._page = re.compile(any_of(words("page")))
        self._sidebar = re.compile(
            rf"(?:本?年度)?(?:{any_of(form.dialect.sidebars)})(?:完成情况)?(?:\(?\d{{1,3}}分?\)?)?"
        )

        self.heads_again = _heads_again(flow, form)
        """The heads, where they stand between the rows once more."""

    def arcs(self, cuts: Cuts, first: int) -> Iterator[Arc]:
        """What may begin at a cut."""
        yield from self._known(cuts, first)
        yield from self._scraps(cuts, first)
        if self._flow.gaps[cuts.places[first]] == Gap.LINE:
            yield from self._lines(cuts, first)

    def _known(self, cuts: Cuts, first: int) -> Iterator[Arc]:
        """Sums, side bars, and prefixes without a row."""
        flow = self._flow
        begin, end = cuts.places[first], self._span[1]
        for pattern in (POINTS_ADDED, self._sidebar, _STUB, self.heads_again):
            if pattern is None:
                continue
            match = pattern.match(flow.folded, begin, end)
            is_glued = pattern is self._sidebar and not flow.parted(begin)
            if match is None or match.end() == begin or is_glued:
                continue
            last = cuts.index(match.end())
            if last < len(cuts.places) and cuts.places[last] == match.end():
                is_prefix = pattern is _STUB and match[0][-1] not in "|;。、,./…"
                is_dear = is_prefix and not self._is_blank_behind(match)
                yield Arc(first, last, JUNK, self._cost["prefix"] if is_dear else 0.0)

    def _scraps(self, cuts: Cuts, first: int) -> Iterator[Arc]:
        """A piece up to the next cut, words of signatures, letters of labels."""
        flow, cost = self._flow, self._cost
        begin, end = cuts.places[first], self._span[1]
        following = cuts.places[first + 1]
        if following == begin + 1 and COPULA.match(flow.folded, begin):
            yield Arc(first, first + 1, JUNK, 0.0)
        price = cost["junk"] + cost["scrap"] * (following - begin)
        if _DIGIT.search(flow.folded, begin, following):
            price += cost["figures"]
        yield Arc(first, first + 1, JUNK, price, unread=True)
        if FOOT.match(flow.folded, begin, end):
            last = cuts.index(min(flow.line_end(begin), end))
            yield Arc(first, last, JUNK, cost["foot"])
        stop = next(flow.split(begin, end))[1]
        line = flow.line_start(begin)
        if flow.parted(begin) and self._labels.are_fragments(line, stop):
            yield Arc(first, cuts.index(stop), JUNK, cost["fragment"])

    def _lines(self, cuts: Cuts, first: int) -> Iterator[Arc]:
        """A whole line."""
        flow, cost = self._flow, self._cost
        begin = cuts.places[first]
        line_end = min(flow.line_end(begin), self._span[1])
        last = cuts.index(line_end)
        if last >= len(cuts.places) or cuts.places[last] != line_end:
            return
        text = flow.folded[begin:line_end]
        price = cost["junk"] + cost["junk_character"] * len(text)
        price += cost["figures"] * self._count_figures(text)
        if len(text) <= _LONGEST_FURNITURE and self._page.search(text):
            price = cost["page"]
        first_cell = next(flow.split(begin, line_end))
        if _FIELD.fullmatch(flow.folded, *first_cell):
            price = min(price, cost["label"])
        yield Arc(first, last, JUNK, price, unread=price > cost["label"])

    def _count_figures(self, text: str) -> int:
        """How many figures a line holds; one at most where it is no longer than lines of a page are."""
        if len(text) > _LONGEST_FURNITURE:
            return len(_FIGURES.findall(text))
        return int(_DIGIT.search(text) is not None)

    def _is_blank_behind(self, prefix: re.Match[str]) -> bool:
        """Whether nothing of a row follows a prefix: 指标2： is blank where another or a label comes."""
        at, end = prefix.end(), self._span[1]
        if at >= end or not prefix[0].strip(":"):
            return True
        is_stub = _STUB.match(self._flow.folded, at, end) is not None
        return is_stub or self._labels.opens_at(at, end)


def _heads_again(flow: Flow, form: PrintedForm) -> re.Pattern[str] | None:
    """The heads as they are printed, with the objective whose rows stand below them."""
    if form.columns is None:
        return None
    heads = re.escape(flow.folded[slice(*form.columns.span)])
    return re.compile(rf"(?:{_OBJECTIVE_AGAIN})?{heads}")
