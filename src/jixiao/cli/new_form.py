"""The starter of a form: it prints what it is known by, so that what it writes reads back as itself."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from jixiao import chinese
from jixiao.errors import JixiaoError

if TYPE_CHECKING:
    from jixiao.targets import Dialect, FormLayout

_YEAR = re.compile(r"[（(][^（()）]*[）)]$")
_SPAN = re.compile(r"(?:→\d+)?(?:↓\d+)?$")
_FIELD = re.compile(r"\{([a-z_.]+)\}")
_EXAMPLE = {
    "fiscal_year": "2026",
    "money_unit": "万元",
    "project_name": "医保政策宣传",
    "department": "示例市医疗保障局",
    "implementing_unit": "示例市医保中心",
    "project_nature": "经常性项目",
    "term": "2026年-2026年",
    "funding.annual.total": "12",
    "funding.annual.fiscal_appropriation": "12",
    "objective": "宣传医保政策，提高群众知晓率。",
}
"""What the example of a new form says; a place that is not named here stays empty."""


def printed_title(name: str, title: str | None, known: Iterable["Dialect"]) -> str:
    """The title that a new form prints: the given one without its year.

    Raises:
        JixiaoError: another form prints it too, so it would be taken for this one.
    """
    printed = _YEAR.sub("", title) if title else f"{name}项目支出绩效目标表"
    others = [
        other.code for other in known if chinese.key(printed) in other.form.printed
    ]
    if others:
        message = f"表名“{printed}”{'、'.join(others)} 也印。请用 --title 写只有这种表才印的名称。"
        raise JixiaoError(message)
    return printed


def template_words(printed: str, base: "Dialect") -> dict[str, str]:
    """The words of the template: what the form is known by, and how it is printed.

    It has the marks of its base too, where it prints them, so that it is told from its base.
    """
    form = _titled(base.form, printed)
    marks = [printed, *(mark for mark in base.recognise if mark in form.printed)]
    return {
        "extends": base.code,
        "framework": base.framework.code,
        "recognise": _toml(marks),
        "form": "\n".join(_lines(form)),
    }


def example(printed: str, base: "Dialect") -> str:
    """A document in the new form as text, its cells parted by tabs; all in it is invented."""
    form = _titled(base.form, printed)
    indicators = [
        {
            "dimension": dimension,
            "aspect": aspect,
            "name": f"宣传{aspect.removesuffix('指标')}",
            "value": "≥90%",
        }
        for aspect, dimension in base.framework.dimension_of.items()
    ]
    rows = [
        *([title] for title in form.titles),
        *form.rows,
        *form.head,
        *(
            [row.get(_SPAN.sub("", role), "") for role in form.row]
            for row in indicators
        ),
    ]
    return "\n".join("\t".join(map(_filled, row)).rstrip() for row in rows) + "\n"


def _titled(form: "FormLayout", printed: str) -> "FormLayout":
    return replace(form, titles=(printed, *form.titles[1:]))


def _filled(cell: str) -> str:
    return _FIELD.sub(lambda field: _EXAMPLE.get(field[1], ""), _SPAN.sub("", cell))


def _lines(form: "FormLayout") -> Iterator[str]:
    yield f"titles    = {_toml(form.titles)}"
    yield f"landscape = {_toml(form.landscape)}"
    yield f"widths    = {_toml(form.widths)}"
    yield "rows = ["
    yield from (f"  {_toml(row)}," for row in form.rows)
    yield "]"
    yield f"sidebar = {_toml(form.sidebar)}"
    yield f"head    = {_toml(form.head)}"
    yield f"row     = {_toml(form.row)}"
    yield f"sum     = {_toml(form.sum)}"


def _toml(value: object) -> str:
    """A text, a number or a list as TOML writes it, which is as JSON does."""
    return json.dumps(value, ensure_ascii=False)
