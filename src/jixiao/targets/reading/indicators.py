"""A row's stretches of text become an indicator with its values."""

import re
from decimal import Decimal

from msgspec.structs import replace

from jixiao import chinese
from jixiao.documents import Coverage, Flow, Span
from jixiao.evidence import Note
from jixiao.quantity import TargetValue, is_not_applicable, is_sign, read_value
from jixiao.targets.dialect import Dialect
from jixiao.targets.reading.forms import PrintedForm
from jixiao.targets.reading.levels import IndicatorGroup, IndicatorRow
from jixiao.targets.reading.ticks import read_choice, read_ticks
from jixiao.targets.table import Indicator

_POINTS = re.compile(r"(\d+(?:\.\d+)?)(?:分|%)?")
_POINTS_BEHIND = re.compile(
    r"(?<=.)\s*[(（](?:(?:权重|分值|满分)[:：]?\s*(?=\d+(?:\.\d+)?[分%]?[)）])|(?=\d+(?:\.\d+)?分[)）]))(\d+(?:\.\d+)?)[分%]?[)）]$"
)
"""Points in brackets behind a target."""
_ENUMERATED = re.compile(r"(?:\(?\d{1,2}\)|\d{1,2}[、.](?!\d)|[①-⑳])\s*(?=[^\d\s])")
"""A number before a name, in a form that numbers its rows."""
_QUALITATIVE = "定性"
"""What a form prints in the column of signs where a value has none."""


_NUMBER = re.compile(
    r"^\s*(?:[(（][一二三四五六七八九十\d]{1,2}[)）]|[一二三四五六七八九十\d]{1,2}[)）、.．])\s*(?=[\u4e00-\u9fff])"
)
_KINDS = (
    "时间",
    "日期",
    "时点",
    "时限",
    "定性",
    "定性描述",
    "文字",
    "文字描述",
    "文本",
)
_NO_UNIT = frozenset(("/", "-", "—", "——", "－", "无", "\\", "、", *_KINDS))
"""What stands in the column of units where a value has none: nothing, or of what kind it is."""


class IndicatorReader:
    """Reads the rows of one table; what was doubtful of their values is in `notes`."""

    def __init__(self, flow: Flow, coverage: Coverage, form: PrintedForm) -> None:
        self._flow = flow
        self._coverage = coverage
        self._form = form
        self._dialect = form.dialect
        self.notes: list[Note] = []

    def read(self, row: IndicatorRow) -> Indicator:
        """Read a row; every stretch of it counts as used."""
        cells = [span for span in (row.sign, row.unit, *row.beside.values()) if span]
        for span in (*row.name, *row.value, *cells):
            self._coverage.use(*span)
        evidence = replace(
            self._flow.evidence(row.start, row.end),
            read_as=row.read_as,
            sure=row.doubt is None,
            doubt=row.doubt,
        )
        label, name = self._name(row)
        value, points, notes = self._target_and_points(row)
        self.notes += [replace(note, evidence=evidence) for note in notes]
        causes, reason = self._causes(row)
        group = row.group
        return Indicator(
            dimension=group.dimension,
            dimension_label=self._label(group.dimension_label),
            aspect=group.aspect or _only_aspect(group, self._dialect),
            aspect_label=self._label(group.aspect_label),
            required=group.required,
            name=name,
            label=label,
            target=value,
            not_applicable=is_not_applicable(name) or is_not_applicable(value.text),
            evidence=evidence,
            actual=self._value(row, "actual"),
            weight=read_points(self._flow, row.beside.get("weight")) or points,
            score=read_points(self._flow, row.beside.get("score")),
            reason=reason or None,
            expected=self._value(row, "expected"),
            causes=causes,
            likelihood=next(iter(self._ticked(row, "likelihood")[0]), None),
            remark=_cell(self._flow, row.beside.get("remark")) or None,
            by_area=self._by_area(row, value),
        )

    def _name(self, row: IndicatorRow) -> tuple[str | None, str]:
        """The label of a row (指标1：), if it has one, and its name."""
        text = self._flow.join(row.name).rstrip(":：,，;；")
        label = self._dialect.prefix.match(chinese.fold(text))
        if label is None and self._dialect.varies:
            label = _ENUMERATED.match(chinese.fold(text))
        if not label:
            return None, text
        return text[: label.end()].strip(), text[label.end() :].strip()

    def _target_and_points(
        self, row: IndicatorRow
    ) -> tuple[TargetValue, Decimal | None, tuple[Note, ...]]:
        """The target value, and the points that a form prints in brackets behind it: ≥120件(权重20)."""
        text = self._flow.join(row.value)
        match = _POINTS_BEHIND.search(text) if self._dialect.varies else None
        bare = text[: match.start()] if match else text
        value, notes = self._target(row, bare)
        return value, Decimal(match[1]) if match else None, notes

    def _target(
        self, row: IndicatorRow, text: str
    ) -> tuple[TargetValue, tuple[Note, ...]]:
        """The target value, with its sign and unit where they have columns of their own."""
        if not text:
            return TargetValue(text=""), ()
        sign, unit = _cell(self._flow, row.sign), _cell(self._flow, row.unit)
        if text.endswith(unit) or unit in _NO_UNIT:
            unit = ""
        if not is_sign(sign) or is_sign(text[:1]):
            sign = ""
        return read_value(f"{sign}{text}{unit}", self._form.fiscal_year)

    def _label(self, label: str | None) -> str | None:
        """A label of a level without the number of its item, 2.效益指标, but in forms that are known."""
        if label is None or not self._dialect.varies:
            return label
        return _NUMBER.sub("", label, count=1)

    def _value(self, row: IndicatorRow, role: str) -> TargetValue | None:
        text = _cell(self._flow, row.beside.get(role))
        return read_value(text, self._form.fiscal_year)[0] if text else None

    def _causes(self, row: IndicatorRow) -> tuple[tuple[str, ...], str]:
        """The causes of a deviation, and the reason in words, wherever it was written."""
        causes, written = self._ticked(row, "causes")
        reason = _cell(self._flow, row.beside.get("reason"))
        beside_ticks = _cell(self._flow, row.beside.get("causes"))
        return causes, "；".join(filter(None, (reason, written, beside_ticks)))

    def _ticked(self, row: IndicatorRow, kind: str) -> tuple[tuple[str, ...], str]:
        """What is ticked in the columns of a kind, and what is written in them."""
        if not any(role.partition(" ")[0] == kind for role in row.beside):
            return (), ""
        words = {
            role.partition(" ")[2]: heads
            for role, heads in self._dialect.heads.items()
            if role.startswith(f"{kind} ")
        }
        cells = {
            word: _cell(self._flow, row.beside.get(f"{kind} {word}")) for word in words
        }
        ticked, written = read_ticks(cells)
        common = _cell(self._flow, row.beside.get(kind))
        return ticked or read_choice(common, words), written

    def _by_area(self, row: IndicatorRow, whole: TargetValue) -> dict[str, TargetValue]:
        """The value of each area that has one, in the order of the columns."""
        values: dict[str, TargetValue] = {}
        areas = self._form.areas
        for name, role in zip(areas.names, areas.roles, strict=True) if areas else ():
            value = whole if role == "value" else self._value(row, role)
            if value and value.text:
                values[name] = value
        return values


def read_points(flow: Flow, span: Span | None) -> Decimal | None:
    """Read points: 10, 10分; None for anything else."""
    points = _POINTS.fullmatch(chinese.key(_cell(flow, span)))
    return Decimal(points[1]) if points else None


def _cell(flow: Flow, span: Span | None) -> str:
    text = flow.text(*span) if span else ""
    return "" if text == _QUALITATIVE else text


def _only_aspect(group: IndicatorGroup, dialect: Dialect) -> str | None:
    """The aspect of a dimension that has just one: 满意度."""
    dimension_of = dialect.framework.dimension_of
    aspects = [
        aspect for aspect in dimension_of if dimension_of[aspect] == group.dimension
    ]
    return aspects[0] if len(aspects) == 1 else None
