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


class FieldReader:
    """Puts the values of fields into a header."""

    def __init__(self, flow: Flow, coverage: Coverage, header: Header) -> None:
        self._flow = flow
        self._coverage = coverage
        self._header = header

    def set_field(self, label: PrintedLabel, value: Span) -> None:
        """Take a field's value; a field printed twice is kept under its words the second time."""
        text = self._flow.text(*value)
        self._coverage.use(*value)
        if label.kind is not LabelKind.FIELD:
            self._header.other_fields.setdefault(label.name, text)
            return
        if label.name in _DEPARTMENTS:
            text = self._without_code(text)
        if label.name in self._header.fields:
            words = self._flow.text(label.start, label.end)
            self._header.other_fields.setdefault(words, text)
        else:
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
