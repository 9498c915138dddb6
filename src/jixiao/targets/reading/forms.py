"""Find where each printed form begins, where its indicator columns begin, and where it ends."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jixiao.documents import Coverage, Flow, Gap, Span
from jixiao.targets.dialect import BASE, Dialect, LabelKind, dialects, recognise
from jixiao.targets.reading.areas import Areas, find_areas
from jixiao.targets.reading.clauses import tells_in_prose
from jixiao.targets.reading.column_heads import ColumnHeads, find_heads
from jixiao.targets.reading.heads import SUM, any_of, find_sentences, head_pattern
from jixiao.targets.reading.labels import PrintedLabel, labels_of, labels_of_all
from jixiao.targets.reading.titles import Title, is_title, lines_above, read_title

_OPINION = re.compile(
    r"^(?:主管|财政|业务|实施|预算|乡镇|街道|县级|市级|上级)?(?:部门|单位|处室|科室|股室|街道)?(?:审核|审批|审查)意见"
)
_BODY_NAME = re.compile(
    r"^[\u4e00-\u9fff]{3,25}(?:局|厅|委|委员会|中心|政府|办公室|院)$"
)
_DATE_LINE = re.compile(r"^20\d{2}年\d{1,2}月\d{1,2}日$")
_REMARK = re.compile(r"^(?:注|备注|说明|填[表报]说明)\d?[:：]")
_NEXT_CHAPTER = re.compile(
    r"^(?:本表(?:一式|由|须|应)|公示(?:期|时间|时限)|(?:监督|举报|咨询|联系)电话[:：为]|如(?:有|对).{0,12}异议|特此(?:公示|公告|说明|公开)|第[一二三四五六七八九十]+部分|附[件表]\d*(?:[:：]|$)"
    r"|[一二三四五六七八九十]+、.*(?:说明|情况|名词解释|公开|表|职责|职能|概况)$"
    r"|.*20\d{2}年(?:度)?(?:部门|单位)预算|目录$"
    r"|抄送[:：]|其[他它]需要?说明的?(?:事项|问题|情况)|(?:信息)?公开(?:选项|方式|属性)[:：]|\(?共印\d+份|.{4,30}20\d{2}年\d{1,2}月\d{1,2}日印发"
    r"|(?:打印|导出|制表)(?:日期|时间)[:：]|二[〇○O0零][一-龥〇○]{2}年[一-龥]{1,3}月(?:[一-龥]{1,3}日)?$)"
)
_BELOW_A_PAGE = re.compile(
    r"(?:[\[【(|]?(?:打印|关闭|返回|下载|收藏|分享|顶部|本页|窗口|页面|正文|全文|列表|首页|上一页|下一页|到[:：]?|纠错|浏览器)[\]】)|]?)+"
    r"|扫一扫.{0,16}|.{0,6}(?:打开|查看|浏览)当前页面?"
)
"""What a site prints below every page of its own."""
_UNIT_LINE = re.compile(r"(?:金额|货币|计量)?单位[:：](?:人民币)?[百千万亿]*元")
_ITEM = re.compile(r"(?:[(（]?[一二三四五六七八九十\d]{1,2}[)）]?[、.．]?|[;。；])$")
_MOST_ABOVE_NAME = 14
"""So many lines may stand between a title and the project's name."""
_LONGEST_LINE = 100
_YEAR_OF_TITLE = re.compile(r"\(20\d{2}年度?\)")
_TITLE_OF_PROSE = re.compile(r"绩效(?:目标|指标)[^,。;:]{0,8}$")
_MOST_TITLES = 3
_FEWEST_LEVELS = 2
_LONGEST_ASPECT = 50
_FIELDS = (LabelKind.FIELD, LabelKind.OTHER_FIELD)


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """One printed form: where it stands in the flow and what its title lines say.

    `start` is the first field, `heads` the column heads of the indicators (empty where they are
    missing) and `areas` what they say of values for areas, `sentences` where the indicators are
    told in prose, `body` the first row, `end` the first character after the rows, `tail` the first
    one after the signature lines below them (填表人：…).
    """

    dialect: Dialect
    title: Span
    start: int
    heads: Span
    body: int
    end: int
    tail: int
    areas: Areas | None
    sentences: tuple[Span, ...]
    form_title: str | None
    fiscal_year: int | None
    money_unit: str | None
    columns: ColumnHeads | None = None
    """The column heads of a form that no dialect was written for."""


def find_forms(
    flow: Flow, coverage: Coverage, chosen: Dialect | None = None
) -> list[PrintedForm]:
    """Find every form of a document, in order; title lines are labelled as they are read."""
    looked_for = (chosen,) if chosen else tuple(dialects().values())
    starts = _Starts(flow, looked_for).find()
    edges = [0, *starts]
    titles = [
        read_title(flow, start, edge, looked_for)
        for start, edge in zip(starts, edges, strict=False)
    ]
    ends = [title.span[0] for title in titles[1:]] + [len(flow)]
    forms = []
    for start, title, end in zip(starts, titles, ends, strict=False):
        dialect = chosen or recognise(flow.folded[title.span[0] : end])
        dialect = dialect.fitted_to(flow.folded[start:end])
        columns = None
        if dialect.varies:
            columns = next(find_heads(flow, dialect, start, end), None)
        heads = columns.span if columns else _find_heads(flow, dialect, start, end)
        if (
            heads[0] < end
            or _has_objective(flow, dialect, start, end)
            or tells_in_prose(flow.folded[start:end])
        ):
            coverage.label(*title.span)
            forms.append(_form(flow, dialect, title, heads, columns, end))
    return forms


def _form(
    flow: Flow,
    dialect: Dialect,
    title: Title,
    heads: Span,
    columns: ColumnHeads | None,
    end: int,
) -> PrintedForm:
    has_heads = heads[0] < heads[1]
    areas = find_areas(flow, heads[1], end) if has_heads else None
    if columns:
        areas = columns.areas
    body = max(areas.end, heads[1]) if areas else heads[1]
    last, tail = _foot(flow, dialect, body, end)
    sentences = tuple(find_sentences(flow, dialect, body, last))
    return PrintedForm(
        dialect=dialect,
        title=title.span,
        start=title.span[1],
        heads=heads,
        body=body,
        end=last,
        tail=tail,
        areas=areas,
        sentences=sentences if body == heads[0] else (),
        form_title=title.text,
        fiscal_year=title.year,
        money_unit=title.unit,
        columns=columns,
    )


class _Starts:
    """Finds the first field of each form, whichever of the dialects it is of."""

    def __init__(self, flow: Flow, looked_for: tuple[Dialect, ...]) -> None:
        self._flow = flow
        self._looked_for = looked_for
        self._labels = labels_of_all(looked_for)

    def find(self) -> list[int]:
        """The line of a project name, else the column heads, else the first of the sentences."""
        named = list(self._below_names())
        starts = {*named, *self._above_heads(named)}
        return (
            sorted(starts)
            or self._above_sentences()
            or self._above_levels()
            or self._above_prose()
        )

    def _below_names(self) -> Iterator[int]:
        """The lines that hold a label for the project's name, first or behind another label.

        Fields printed on the lines just above belong to the same form.
        """
        edge = 0
        for first, last in self._flow.line_spans(0, len(self._flow)):
            labels = list(self._labels.find(self._flow, first, last))
            if _names_a_project(labels, first):
                yield self._first_field(first, edge)
                edge = last

    def _first_field(self, line: int, edge: int) -> int:
        """The first of the lines of fields, or of a date, that go on to a line."""
        start = line
        for above, _ in lines_above(self._flow, line, edge):
            label = self._labels.at(self._flow, above, self._flow.line_end(above))
            if label is None or not _is_field_or_date(label):
                break
            start = above
        below_title = self._below_title(start, edge) if start == line else None
        return start if below_title is None else below_title

    def _below_title(self, line: int, edge: int) -> int | None:
        """The first field between a title close above and a line; None where there is no title or no field."""
        start = None
        at = line
        for _ in range(_MOST_ABOVE_NAME):
            if at <= edge:
                return None
            above = self._flow.line_start(at - 1)
            text = self._flow.folded[above:at]
            if is_title(text, self._looked_for) or _YEAR_OF_TITLE.fullmatch(text):
                return start
            label = self._labels.at(self._flow, above, at)
            if label and label.kind is LabelKind.FIELD:
                start = above
            at = above
        return None

    def _holds_label(self, first: int, last: int) -> bool:
        """Whether a line opens with a label, or a short one has a field's behind another cell."""
        if self._labels.at(self._flow, first, last):
            return True
        return last - first <= _LONGEST_LINE and any(
            label.kind is LabelKind.FIELD
            for label in self._labels.find(self._flow, first, last)
        )

    def _above_heads(self, named: list[int]) -> Iterator[int]:
        """The starts of forms without a project name, by their column heads.

        Heads below a title of their own open a form; others are printed again for a new page.
        """
        edge = 0
        for head in self._column_heads():
            if not any(edge <= name < head for name in named):
                start = self._opening(edge, head)
                is_first = not edge and not any(name < head for name in named)
                if start is not None or is_first:
                    yield head if start is None else start
            edge = head

    def _column_heads(self) -> list[int]:
        """Where column heads stand in cells of their own, in order."""
        flow = self._flow
        heads = set()
        for pattern in set(map(head_pattern, self._looked_for)):
            for match in pattern.finditer(flow.folded):
                if flow.gaps[match.start()] >= Gap.CELL and flow.parted(match.end()):
                    heads.add(match.start())
        if any(dialect.code == BASE for dialect in self._looked_for):
            known = sorted(heads)
            for column_head in find_heads(flow, dialects()[BASE], 0, len(flow)):
                first, last = column_head.span
                if not any(first - _LONGEST_ASPECT < at < last for at in known):
                    heads.add(first)
        return sorted(heads)

    def _above_sentences(self) -> list[int]:
        """The start of a form whose indicators are told in sentences; none without a title."""
        for dialect in self._looked_for:
            if sentences := find_sentences(self._flow, dialect, 0, len(self._flow)):
                start = self._opening(0, sentences[0][0])
                return [] if start is None else [start]
        return []

    def _above_levels(self) -> list[int]:
        """The start of a form that prints neither fields nor heads, by its level labels."""
        base = dialects()[BASE]
        if base not in self._looked_for:
            return []
        first = _first_level(self._flow, base, 0, len(self._flow))
        if first == len(self._flow):
            return []
        start = self._opening(0, first)
        return [first if start is None else start]

    def _above_prose(self) -> list[int]:
        """The line below a title that names targets, in a short text that tells them in prose."""
        if not any(dialect.code == BASE for dialect in self._looked_for):
            return []
        flow = self._flow
        for first, last in list(flow.line_spans(0, len(flow)))[:_MOST_TITLES]:
            text = flow.folded[first:last]
            if _TITLE_OF_PROSE.search(text) and last - first <= _LONGEST_ASPECT:
                is_told = tells_in_prose(flow.folded[last:])
                return [last] if is_told else []
        return []

    def _opening(self, edge: int, head: int) -> int | None:
        """The first field below the title above column heads, or the heads themselves.

        None where no line above them, back to `edge`, is a title.
        """
        begin = self._flow.line_end(edge) if edge else 0
        start = head
        for first, last in reversed(list(self._flow.line_spans(begin, head))):
            if self._holds_label(first, last):
                start = first
            elif is_title(self._flow.folded[first:last], self._looked_for):
                return start
        fields = [
            first
            for first, last in self._flow.line_spans(begin, head)
            if (label := self._labels.at(self._flow, first, last))
            and label.kind is LabelKind.FIELD
        ]
        return fields[0] if len(fields) >= _FEWEST_LEVELS and not edge else None


def _names_a_project(labels: list[PrintedLabel], line: int) -> bool:
    """Whether a line of labels has one for the project's name, first or behind another label."""
    if not labels or labels[0].start != line:
        return False
    names = [
        label
        for label in labels
        if label.kind is LabelKind.FIELD and label.name == "project_name"
    ]
    in_objective = labels[0].kind is LabelKind.OBJECTIVE
    return bool(names) and (names[0].start == line or not in_objective)


def _is_field_or_date(label: PrintedLabel) -> bool:
    is_date = label.kind is LabelKind.OTHER_FIELD and label.label.words.endswith("日期")
    return is_date or label.kind is LabelKind.FIELD


def _find_heads(flow: Flow, dialect: Dialect, start: int, end: int) -> Span:
    """Find the column heads; without them the rows begin at the first pair of level labels.

    Or at the first of the sentences that tell them; else at the end.
    """
    for match in head_pattern(dialect).finditer(flow.folded, start, end):
        if flow.gaps[match.start()] >= Gap.CELL and flow.parted(match.end()):
            return match.span()
    for line, _ in flow.line_spans(start, end):
        if _opens_with_levels(flow, dialect, line, end):
            return line, line
    sentences = find_sentences(flow, dialect, start, end)
    first_row = sentences[0][0] if sentences else end
    if dialect.varies:
        first_row = min(first_row, _first_level(flow, dialect, start, end))
    return first_row, first_row


def _first_level(flow: Flow, dialect: Dialect, start: int, end: int) -> int:
    """Where the first of several level labels stands that open cells, lines or sentences; else the end."""
    framework = dialect.framework
    words = [
        word
        for word in (*framework.dimension_words, *framework.aspect_words)
        if word.endswith(("指标", "目标"))
    ]
    label = re.compile(rf"(?:{any_of(words)})(?:\([^()]{{1,12}}\))?[:,]?")
    places: list[int] = []
    behind = -1
    for match in label.finditer(flow.folded, start, end):
        opens = flow.gaps[match.start()] >= Gap.CELL or match.start() == behind
        numbered = _ITEM.search(
            flow.folded[max(start, match.start() - 4) : match.start()]
        )
        closes = flow.parted(match.end()) or match[0][-1] in ":,"
        if opens or numbered or (match.start() == start and not closes):
            places.append(match.start())
        behind = match.end()
    return places[0] if len(places) >= _FEWEST_LEVELS else end


def _opens_with_levels(flow: Flow, dialect: Dialect, line: int, end: int) -> bool:
    """Whether a first-level label and a second-level one stand first on a line."""
    aspects = tuple(dialect.framework.aspect_words)
    for word in dialect.sidebars if dialect.varies else ():
        stop = line + len(word)
        if flow.folded.startswith(word, line, end) and flow.parted(stop):
            return _opens_with_levels(flow, dialect, stop, end)
    for word in dialect.framework.dimension_words:
        stop = line + len(word)
        if flow.folded.startswith(word, line, end) and flow.parted(stop):
            behind = flow.folded[stop : stop + _LONGEST_ASPECT]
            if behind.startswith(aspects):
                return True
    return False


def _foot(flow: Flow, dialect: Dialect, body: int, end: int) -> Span:
    """Where the rows end and where the signature lines below them end."""
    labels = labels_of(dialect)
    rows_end: int | None = None
    summed = False
    for first, stop in flow.line_spans(body, end):
        cell = next(flow.split(first, stop))
        summed = summed or SUM.fullmatch(flow.folded, *cell) is not None
        fields = [
            label for label in labels.find(flow, first, stop) if label.kind in _FIELDS
        ]
        if _is_signature(
            flow, dialect, fields, first, summed=summed, begun=rows_end is not None
        ):
            rows_end = first if rows_end is None else rows_end
        elif rows_end is not None:
            return rows_end, first
        elif _ends_rows(flow, first, stop, end):
            return first, first
    return (end if rows_end is None else rows_end), end


def _is_signature(
    flow: Flow,
    dialect: Dialect,
    fields: list[PrintedLabel],
    line: int,
    *,
    summed: bool,
    begun: bool,
) -> bool:
    """Tell 填表人：…　联系电话：… from a row: a field with a colon, or two of them on a line.

    Below the sums 存在问题 and the like need no colon, above them they are words of a row; once
    such lines have begun none needs one.
    """
    if not fields or fields[0].start != line:
        return False
    words = fields[0].label.words
    if begun or words in dialect.follow_up:
        return True
    if words in dialect.closing:
        return summed
    return len(fields) > 1 or flow.folded[fields[0].end - 1] == ":"


def _ends_rows(flow: Flow, first: int, stop: int, end: int) -> bool:
    """Know what stands below a table: remarks, opinions, the next chapter, a signed date."""
    line = flow.folded[first:stop]
    if _REMARK.match(line) or _OPINION.match(line) or _NEXT_CHAPTER.match(line):
        return True
    *_, last_cell = flow.split(first, stop)
    if _UNIT_LINE.fullmatch(flow.folded, *last_cell) or _BELOW_A_PAGE.fullmatch(line):
        return True
    below = flow.folded[stop : flow.line_end(stop)] if stop < end else ""
    return bool(_BODY_NAME.match(line) and _DATE_LINE.match(below))


def _has_objective(flow: Flow, dialect: Dialect, start: int, end: int) -> bool:
    labels = labels_of(dialect, LabelKind.OBJECTIVE)
    return next(labels.find(flow, start, end), None) is not None
