"""The fields of a form: project, departments, term and whatever else it asks for."""

import re

from jixiao.documents import Coverage, Flow, Span
from jixiao.targets.dialect import Dialect, LabelKind
from jixiao.targets.reading.header import Header
from jixiao.targets.reading.label_makes import ends_as_body, word_of_next
from jixiao.targets.reading.labels import PrintedLabel, known_wordings

_DEPARTMENTS = ("supervising_department", "implementing_unit")
_CODE = re.compile(
    r"^[\[【(（](\d{3,9})[\]】)）]\s*|^(?!1[12]0)(\d{3,9})[-—－–\s]*(?=[\u4e00-\u9fff])"
    r"|\s*[\[【(（/]?(?<!\d)(\d{3,9})[\]】)）]?$"
)
"""A department's code before or behind its name; 110指挥中心 begins with none."""


_PROJECT_CODE = re.compile(r"^(?=\w*\d{6})[0-9A-Z]{6,24}\s*[-—_]\s*")
"""The code of a project before its name: 65000024-农村饮水工程."""
_GENERAL = frozenset(
    ("预算单位", "单位名称", "填报单位", "申报单位", "预算部门", "部门名称")
)
"""Labels of a body that stands for a field only where no label of the field's own is printed."""
_OWN_WORDS = 2
_SHORT_PIECE = 8
_SEVERAL_PIECES = "中间有空格或换行，可能连着别的栏目"
_UNKNOWN_BEHIND = "后面的栏名不常见，可能切错了地方"
_WORD_OF_NEXT = "末尾的“{}”可能是后面一栏的"
_SEAL = re.compile(r"^\((?:盖章|公章|签章)\):?\s*")


_BARS = "|｜ \t"
"""What parts cells in text, which is no part of a value."""


def _bare(text: str) -> str:
    """A value without the place of a seal before it, bars round it and the full stop of a sentence."""
    inside = text.strip(_BARS) or text
    return _SEAL.sub("", inside).rstrip("。") if inside.rstrip("。") else inside


class FieldReader:
    """Puts the values of fields into a header."""

    def __init__(
        self, flow: Flow, coverage: Coverage, dialect: Dialect, header: Header
    ) -> None:
        self._flow = flow
        self._coverage = coverage
        self._header = header
        self._known = known_wordings(dialect)
        self._stands_for: dict[str, str] = {}
        """Under which words the value of each field was printed."""

    def set_field(
        self, label: PrintedLabel, value: Span, behind: PrintedLabel | None = None
    ) -> None:
        """Take a field's value; a field printed twice is kept under its words the second time.

        `behind` is the label that ends it.
        """
        text = _bare(self._flow.text(*value))
        self._coverage.use(*value)
        if label.kind is not LabelKind.FIELD:
            self._header.other_fields.setdefault(label.name, text)
            return
        if label.name == "project_name":
            text = _PROJECT_CODE.sub("", text)
        if label.name in _DEPARTMENTS:
            text = self._without_code(text)
        words = label.label.words
        stands_for = self._stands_for.get(label.name)
        outranks = self._rank(words) > self._rank(stands_for)
        if label.name in self._header.fields and not outranks:
            words = self._flow.text(label.start, label.end)
            self._header.other_fields.setdefault(words, text)
        else:
            self._stands_for[label.name] = words
            self._header.fields[label.name] = text
            at = self._flow.evidence(*value)
            doubt = self._doubt(label, value, behind)
            self._header.evidence[label.name] = at.doubted(doubt) if doubt else at

    def _rank(self, words: str | None) -> int:
        """How surely words announce their field; a field's own words more than those of any body."""
        if words is None or words not in self._known:
            return 0
        return 1 if words.partition("(")[0] in _GENERAL else _OWN_WORDS

    def _doubt(
        self, label: PrintedLabel, value: Span, behind: PrintedLabel | None
    ) -> str | None:
        """Why a value may be another's, or cut in the wrong place; None where nothing says so."""
        if label.label.words not in self._known:
            return f"“{label.label.words}”不是常见的栏名"
        line = self._flow.lines[self._flow.line_index(value[0])]
        if not line.cells and self._holds_cells(label.name, value):
            return _SEVERAL_PIECES
        if behind is None or self._flow.pieces_of_line(line.number) == 1:
            return None
        if self._rank(label.label.words) < _OWN_WORDS:
            return f"“{label.label.words}”可能是别的单位"
        is_name = label.name == "project_name"
        if is_name and behind.label.words not in self._known:
            return _UNKNOWN_BEHIND
        word = word_of_next(self._flow.key(*value)) if is_name else ""
        return _WORD_OF_NEXT.format(word) if word else None

    def _holds_cells(self, name: str, value: Span) -> bool:
        """Whether a value has pieces apart that are more than its own: a body and more, a short one among three."""
        pieces = [self._flow.key(*span) for span in self._flow.split(*value)]
        if name in _DEPARTMENTS:
            bodies = [ends_as_body(piece) for piece in pieces[:-1]]
            rest = pieces[-1]
            return any(bodies) and len(rest) > 1 and not rest.isdigit()
        inner = pieces[1:-1]
        return name == "project_name" and any(
            len(piece) <= _SHORT_PIECE for piece in inner
        )

    def _without_code(self, text: str) -> str:
        """A department's name; the first code that stands beside one is the header's."""
        match = _CODE.search(text)
        if not match:
            return text
        code = next(group for group in match.groups() if group)
        self._header.department_code = self._header.department_code or code
        return (text[: match.start()] + text[match.end() :]).strip()
