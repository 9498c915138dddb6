"""The templates' environment: what every page may call."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import msgspec
from django.contrib import messages
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from jinja2 import Environment, StrictUndefined

from jixiao.publication.forms import Sheet


def environment(**options: Any) -> Environment:  # noqa: ANN401 — Django gives what it likes
    """Make the environment; what a page does not know is an error, not a blank."""
    options["undefined"] = StrictUndefined
    made = Environment(autoescape=True, **{k: v for k, v in options.items() if k != "autoescape"})
    made.globals.update(
        static=static, url=_url, messages_of=messages.get_messages, now=timezone.localdate
    )
    made.filters.update(money=money, day=day, moment=moment, rows=rows, query=urlencode)
    return made


def _url(name: str, *args: object, **kwargs: object) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)


def money(amount: Decimal | None) -> str:
    """Print yuan in 万元, as people talk of them."""
    if amount is None:
        return "—"
    whole = amount / 10_000
    text = f"{whole:,.2f}".rstrip("0").rstrip(".")
    return f"{text} 万元"


def day(value: date | datetime | None) -> str:
    """Print a day; nothing where there is none."""
    if value is None:
        return "—"
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return f"{value.year}年{value.month}月{value.day}日"


def moment(value: datetime) -> str:
    """Print a day and the time of day."""
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")


def rows(sheet: Sheet) -> list[list[tuple[Any, bool]]]:
    """Give the rows of a laid-out form: cells from left to right, and whether each is a label."""
    lines: list[list[tuple[Any, bool]]] = [[] for _ in range(sheet.grid.rows)]
    for cell in sheet.grid.cells:
        lines[cell.row].append((cell, (cell.row, cell.column) in sheet.labels))
    return [sorted(line, key=lambda pair: pair[0].column) for line in lines]


def address_of(request: HttpRequest) -> str | None:
    """Give the address a request came from."""
    found: str | None = request.META.get("REMOTE_ADDR")
    return found


def in_script(value: object) -> str:
    """Give data for a script element: no text in it can end the element."""
    encoder = msgspec.json.Encoder(decimal_format="number")
    return encoder.encode(value).decode().replace("<", "\\u003c")
