"""Feeds of six weeks that nobody wrote: reposts, look-alikes, a burst, and days that are always loud.

What is planted stands in `answers/opinion.csv`: what, words of it, and the number there must be.
"""

import csv
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from email.utils import format_datetime
from html import escape
from pathlib import Path
from zoneinfo import ZoneInfo

Item = tuple[str, str, str, str, str]
"""A source, a time, a title, a text and an address."""
_WEEKS = 6
_PLACES = (
    ("名称", "种类", "别名"), ("甲县", "地方", "甲县城区"), ("乙县", "地方", ""),
    ("甲县医院", "机构", "甲县人民医院"), ("甲县医保局", "机构", "甲县医疗保障局"),
)  # fmt: skip
_SOUND = (
    "{place}有居民在论坛询问居民医保的缴费渠道和截止日期，第{n}次留言，希望多开几个窗口。",
    "{place}一位退休职工在留言板上谈到门诊报销比例，认为第{n}年的变化要多做讲解。",
    "第{n}条来信说，{place}药店里一种常用药有时买不到，想知道什么时候到货。",
)
_ODD = ("甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥")


def write_feeds(folder: Path, answers: Path, last: date, times: int) -> None:
    """Write feeds/items.csv, rss.xml and atom.xml up to a day, places.csv, and the answers."""
    (folder / "feeds").mkdir(parents=True)
    planted = [*_planted(last, times)]
    usual = [*_usual(last)]
    items = [item for item, _ in planted]
    _write_csv(
        folder / "feeds" / "items.csv",
        [("来源", "时间", "标题", "正文", "网址"), *usual, *items[::3]],
    )
    (folder / "feeds" / "rss.xml").write_text(_rss(items[1::3]), "utf-8")
    (folder / "feeds" / "atom.xml").write_text(_atom(items[2::3]), "utf-8")
    _write_csv(folder / "places.csv", _PLACES)
    rows = [*_answers(last, times)]
    _write_csv(answers / "opinion.csv", [("what", "words", "count"), *rows])


def _at(day: date, hour: int, minute: int = 0) -> str:
    return f"{datetime.combine(day, time(hour, minute))}"


def _usual(last: date) -> Iterator[Item]:
    """Yield two items a day and ten on each Monday, which is how Mondays are."""
    for n in range(_WEEKS * 7):
        day = last - timedelta(days=n)
        count = 10 if day.weekday() == 0 else 2
        for k in range(count):
            place = ("甲县", "乙县")[k % 2]
            mark = _ODD[0][n % 10] + _ODD[1][k % 12] + _ODD[0][(n // 10 + k) % 10]
            text = _SOUND[(n + k) % 3].format(place=place, n=f"{n * 31 + k}{mark}")
            title = f"{place}来信{n}之{k}{mark}"
            address = f"http://forum.example/{n}-{k}"
            yield f"论坛{k % 4}", _at(day, 8 + k), title, text + mark * 6, address


def _planted(last: date, times: int) -> Iterator[tuple[Item, str]]:
    """Yield what is planted: a story told by three, two counties' like notices, and a burst."""
    burst = last - timedelta(days=(last.weekday() - 3) % 7)
    for n in range(1, times + 1):
        head = f"甲县医院系统故障第{n}回患者排队{_ODD[0][n % 10]}"
        text = (
            f"记者了解到，甲县人民医院因系统故障第{n}次不能刷医保码，患者在窗口前排起长队，"
            f"院方称正在抢修，{_own_words(n)}，预计下午恢复结算，给群众带来不便表示歉意。"
        )
        reposts = ("", "转载：", "据本地消息，")
        for k, prefix in enumerate(reposts):
            address = f"http://news{k}.example/{n}"
            yield (f"媒体{k}", _at(burst, 9 + k, n % 60), prefix + head, prefix + text, address), "repost"  # fmt: skip
        for place in ("甲县", "乙县"):
            title = f"关于举办第{n}期医保政策宣讲的通知"
            body = _notice(place, n)
            yield (f"{place}网", _at(last, 15, n % 60), title, body, f"http://{n}.example/{place}"), "twin"  # fmt: skip


def _own_words(n: int) -> str:
    """Words that only one story has: characters of its own stretch of the alphabet."""
    return "".join(chr(0x4E00 + (n * 211 + k * 3) % 20_000) for k in range(150))


def _notice(place: str, n: int) -> str:
    """A notice that another county writes under the same title, in words of its own."""
    if place == "甲县":
        return f"甲县定于下周三在县文化馆开讲第{n}课，面向退休职工，讲门诊共济和个人账户怎样给家人用。"
    return f"乙县将在各乡镇卫生院轮流开课共{n}场，请带好身份证件，现场办理异地备案，解答大病保险的起付线。"


def _answers(last: date, times: int) -> Iterator[tuple[str, str, str]]:
    burst = last - timedelta(days=(last.weekday() - 3) % 7)
    for n in range(1, times + 1):
        yield "转载", f"甲县医院系统故障第{n}回", "3"
        yield "相近而不同", f"第{n}期医保政策宣讲", "2"
    is_loud = times * 3 >= 5  # noqa: PLR2004 — as the sample parameters ask
    yield "突增", f"{burst} 信息系统", "1" if is_loud else "0"
    monday = last - timedelta(days=last.weekday())
    yield "突增", f"{monday} 全部", "0"


def _rss(items: list[Item]) -> str:
    zone = ZoneInfo("Asia/Shanghai")
    entries = "".join(
        f"<item><title>{escape(title)}</title><link>{escape(url)}</link>"
        f"<description>{escape(f'<p>{text}</p>')}</description>"
        f"<pubDate>{format_datetime(datetime.fromisoformat(at).replace(tzinfo=zone))}</pubDate></item>"
        for _source, at, title, text, url in items
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>示例新闻</title>{entries}</channel></rss>'


def _atom(items: list[Item]) -> str:
    entries = "".join(
        f'<entry><title>{escape(title)}</title><link href="{escape(url)}"/>'
        f"<updated>{at.replace(' ', 'T')}+08:00</updated><content>{escape(text)}</content></entry>"
        for _source, at, title, text, url in items
    )
    space = "http://www.w3.org/2005/Atom"
    return f'<feed xmlns="{space}"><title>示例论坛</title>{entries}</feed>'


def _write_csv(
    path: Path, rows: "list[tuple[str, ...]] | tuple[tuple[str, ...], ...]"
) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
