"""The fields of a form: project, departments, term and whatever else it asks for."""

import re

from jixiao.documents import Coverage, Flow, Span
from jixiao.targets.dialect import LabelKind
from jixiao.targets.reading.header import Header
from jixiao.targets.reading.labels import PrintedLabel

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
_SEAL = re.compile(r"^\((?:盖章|公章|签章)\):?\s*")


_BARS = "|｜ \t"
"""What parts cells in text, which is no part of a value."""


def _bare(text: str) -> str:
    """A value without the place of a seal before it, bars round it and the full stop of a sentence."""
    inside = text.strip(_BARS) or text
    return _SEAL.sub("", inside).rstrip("。") if inside.rstrip("。") else inside


class FieldReader:
    """Puts the values of fields into a header."""

    def __init__(self, flow: Flow, coverage: Coverage, header: Header) -> None:
        self._flow = flow
        self._coverage = coverage
        self._header = header
        self._stands_for: dict[str, str] = {}
        """Under which words the value of each field was printed."""

    def set_field(self, label: PrintedLabel, value: Span) -> None:
        """Take a field's value; a field printed twice is kept under its words the second time."""
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
        outranks = stands_for in _GENERAL and words not in _GENERAL
        if label.name in self._header.fields and not outranks:
            words = self._flow.text(label.start, label.end)
            self._header.other_fields.setdefault(words, text)
        else:
            self._stands_for[label.name] = words
            self._header.fields[label.name] = text
            self._header.evidence[label.name] = self._flow.evidence(*value)

    def _without_code(self, text: str) -> str:
        """A department's name; the first code that stands beside one is the header's."""
        match = _CODE.search(text)
        if not match:
            return text
        code = next(group for group in match.groups() if group)
        self._header.department_code = self._header.department_code or code
        return (text[: match.start()] + text[match.end() :]).strip()
