"""The templates' environment: what every page may call."""

import re
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import msgspec
from django.conf import settings
from django.contrib import messages
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from jinja2 import Environment, StrictUndefined

from jixiao.money import in_yuan
from jixiao.publication.forms import Sheet
from jixiao.web.language import SPOKEN, in_language
from jixiao.web.library_words import said, spoken
from jixiao.web.running.worker_keeping import given_up

_AMOUNT = re.compile(
    r"([<>≤≥＜＞]?\s*-?)(\d{4,15})(\.\d{1,6})?(\s*[\u4e07\u4ebf]?\u5143(?:/\D{1,6})?)?"
)
SCRIPT_WORDS = (
    "正在保存……",
    "有 {n} 处还没有送出",
    "有 {n} 处没有收下，请改正",
    "已保存（{time}）",
    "正在填写……",
    "选中 {n} 个",
    "这一处没有存下，请改一改再填。",
    "现在取不到，请稍后再试。",
    "承诺",
    "实际",
    "逐月累计",
    "各月的值",
    "　承诺 {n}，远高于图上",
    "{n}月",
    "预计",
    "不要了",
    "用我填的“{text}”",
    "用表上的",
    "这一条已经不在表上。",
    "这台电脑上有 {n} 处以前填了没有送出（{age}），请看一看再决定：",
    "增减行",
    "{n} 分钟前",
    "{n} 小时前",
    "{n} 天前",
    "错误 {n} 处",
    "粘贴的有 {n} 列，这里往右只有 {m} 列，没有填入。",
    "粘贴的有 {n} 行，这里往下只有 {m} 行，没有填入。",
    "登录已经结束：登录后接着送出，填的都在。",
    "长时间没有操作，还有 {n} 分钟就要退出登录。",
    "登录已经结束。填的都还在这一页，重新登录后接着办。",
    "现在连不上，请稍后再试。",
    "正在附上……",
    "合计 {n} 分，{grade}",
    "已评 {n} 分，满分 {m}",
    "这台电脑上还有 {n} 处填了没有存下：请先到填表页送出或决定，再提交。",
)
"""What the scripts say; {n} and {time} are filled in there."""


def environment(**options: Any) -> Environment:  # noqa: ANN401 — Django gives what it likes
    """Make the environment; what a page does not know is an error, not a blank."""
    options |= {"autoescape": True, "undefined": StrictUndefined}
    environment = Environment(**options)  # noqa: S701 — it escapes: see the line above
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        in_language, ngettext, newstyle=True
    )
    environment.globals.update(
        static=static,
        url=_url,
        messages_of=messages.get_messages,
        now=timezone.localdate,
        workers_given_up=lambda: [*given_up(settings.OFFICE.home)],
        session_seconds=lambda: settings.SESSION_COOKIE_AGE,
        language=SPOKEN.get,
        script_words=script_words,
    )
    environment.filters.update(
        money=money,
        yuan=in_yuan,
        in_script=in_script,
        day=day,
        moment=moment,
        rows=rows,
        separated=separated,
        foreseen=foreseen,
        query=urlencode,
        word=in_language,
        for_browser=spoken,
        said=said,
    )
    return environment


@lru_cache(maxsize=10_000)
def _url(name: str, *args: object) -> str:
    """The address of a page; a list of fifty rows asks for the same ones again and again."""
    return reverse(name, args=args or None)


def script_words() -> str:
    """The words of the scripts in the language chosen, as data for a script element."""
    return in_script({text: in_language(text) for text in SCRIPT_WORDS})


def money(amount: Decimal | None) -> str:
    """Print yuan in 万元, as people talk of them."""
    if amount is None:
        return "—"
    if SPOKEN.get() == "en":
        return f"{amount:,.2f}".removesuffix(".00") + " yuan"
    whole = amount / 10_000
    text = f"{whole:,.2f}".rstrip("0").rstrip(".")
    return f"{text} 万元"


def day(value: date | datetime | None) -> str:
    """Print a day; nothing where there is none."""
    if value is None:
        return "—"
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    if SPOKEN.get() == "en":
        return value.isoformat()
    return f"{value.year}年{value.month}月{value.day}日"


def moment(value: datetime) -> str:
    """Print a day and the time of day."""
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")


def rows(sheet: Sheet) -> list[list[tuple[Any, bool]]]:
    """The rows of a laid-out form: cells from left to right, and whether each is a label."""
    lines: list[list[tuple[Any, bool]]] = [[] for _ in range(sheet.grid.rows)]
    for cell in sheet.grid.cells:
        lines[cell.row].append((cell, (cell.row, cell.column) in sheet.labels))
    return [sorted(line, key=lambda pair: pair[0].column) for line in lines]


def separated(text: str) -> str:
    """An amount of a form with its thousands set apart, as one reads it; any other text as it is.

    Only a number with decimals or with 元 behind it is surely an amount: a code, a year or a count of
    the paper is not.
    """
    amount = _AMOUNT.fullmatch(text)
    if amount is None or not (amount[3] or amount[4]):
        return text
    before, whole, decimals, unit = amount.groups(default="")
    return f"{before}{int(whole):,}{decimals}{unit}"


def foreseen(number: Decimal | str, unit: str = "") -> str:
    """A forecast as one reads it: whole where it is, its thousands set apart where it is many."""
    text = f"{Decimal(number):,.2f}".removesuffix(".00")
    return f"{text}{unit}"


def in_script(value: object) -> str:
    """Data for a script element: no text in it can end the element."""
    encoder = msgspec.json.Encoder(decimal_format="number")
    return encoder.encode(value).decode().replace("<", "\\u003c")
