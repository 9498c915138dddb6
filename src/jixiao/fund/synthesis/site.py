"""A bureau's site as a crawler saved it on the last of March, with faults and their innocent twins.

What is planted stands in `answers/site.csv`: the kind of a fault, words of the place or the finding,
and whether an inspection must find it, must ask a person, or must spare it.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

HOME = "http://ylbz.example.gov.cn/"
TO_FIND, ASKED, SPARED = "应发现", "应待核", "应放过"
_AREA, _BORN = "640000", "19000101"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_ANSWER_HEADS = ("kind", "words", "expected")


@dataclass(slots=True)
class _Site:
    """Pages and files under way: what the index, the plan and the answers say."""

    folder: Path
    day: date
    index: list[tuple[str, str, str]] = field(default_factory=list)
    plan: list[tuple[str, str, str, str]] = field(default_factory=list)
    answers: list[tuple[str, str, str]] = field(default_factory=list)
    listed: dict[str, list[tuple[str, str, date | None]]] = field(default_factory=dict)

    def column(self, name: str, path: str, kind: str, days: str = "") -> None:
        """Plan a column; its page is written at the end, when all that is in it is known."""
        self.plan.append((name, HOME + path, kind, days))
        self.listed.setdefault(path, [])

    def article(
        self, path: str, name: str, title: str, text: str, on: date, tail: str = ""
    ) -> None:
        """Write an article of a column, and list it there with its date."""
        self.listed[path].append((f"{name}.html", title, on))
        body = f"<h1>{title}</h1><p>发布时间：{on}</p><p>{text}</p>{tail}"
        meta = f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{on}">'
        self.page(f"{path}{name}.html", title, body, meta)

    def page(self, path: str, title: str, body: str, meta: str = "") -> None:
        """Write a page."""
        content = (
            f'<!doctype html><html><head><meta charset="utf-8"><title>{title}</title>{meta}'
            f"</head><body>{body}</body></html>"
        )
        self.file(path, content.encode(), path or "index.html")

    def file(
        self, path: str, content: bytes, name: str = "", status: int = 200
    ) -> None:
        """Save a file under an address."""
        place = self.folder / (name or path)
        if place.suffix == "":
            place = place / "index.html"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        saved = place.relative_to(self.folder).as_posix()
        self.index.append((HOME + path, saved, str(status)))

    def dead(self, path: str, status: int = 404) -> None:
        """Note an address that the server did not serve."""
        self.index.append((HOME + path, "", str(status)))

    def expect(self, kind: str, words: str, expected: str) -> None:
        """Note an answer."""
        self.answers.append((kind, words, expected))


def write_site(folder: Path, answers: Path, year: int, times: int) -> None:
    """Write `site/` with its index, columns.csv, accounts.csv, and the answers; each story so many times."""
    site = _Site(folder / "site", date(year, 3, 31))
    site.folder.mkdir(parents=True)
    _write_sound(site)
    front: list[str] = []
    for n in range(1, times + 1):
        _plant_columns(site, n)
        _plant_links(site, n, front)
        _plant_texts(site, n)
        _plant_files(site, n)
    accounts = _plant_accounts(site)
    _write_columns(site)
    _write_home(site, front)
    _write_csv(site.folder / "index.csv", ("网址", "文件", "状态"), site.index)
    _write_csv(folder / "columns.csv", ("栏目", "网址", "类别", "更新天数"), site.plan)
    _write_csv(folder / "accounts.csv", ("年度", "种类", "批复日期"), accounts)
    _write_csv(answers / "site.csv", _ANSWER_HEADS, site.answers)


def _write_sound(site: _Site) -> None:
    """Write what is in order: columns kept up, a page that stands still, an address written two ways."""
    columns = (
        ("工作动态", "gzdt/", "动态要闻", "", 3), ("通知公告", "tzgg/", "通知公告", "", 60),
        ("政策文件", "zcwj/", "政策文件", "", 120), ("政策解读", "zcjd/", "其他", "90", 40),
    )  # fmt: skip
    for name, path, kind, days, age in columns:
        site.column(name, path, kind, days)
        for number in range(3):
            on = site.day - timedelta(days=age + number * 20)
            text = "医保服务窗口延时办理，参保群众可就近咨询。"
            site.article(path, f"s{number}", f"{name}第{number + 1}篇", text, on)
        site.expect(f"{kind}栏目不更新", f"{name}：", SPARED)
    site.column("机构概况", "jggk/", "静态")
    site.listed["jggk/"] = []
    site.expect("空白栏目", "机构概况：", SPARED)
    site.column("预算决算", "yjs/", "其他", "400")


def _plant_columns(site: _Site, n: int) -> None:
    """Plant a column of news and one of policies that stand still, an empty one, one without dates."""
    stories = (
        ("动态要闻", "基层动态", 15, "动态要闻栏目不更新"),
        ("政策文件", "规范性文件", 190, "政策文件栏目不更新"),
        ("通知公告", "公示", 200, "通知公告栏目不更新"),
    )
    for number, (kind, name, age, fault) in enumerate(stories):
        path = f"old{number}-{n}/"
        site.column(f"{name}{n}", path, kind)
        on = site.day - timedelta(days=age)
        site.article(path, "a", f"{name}一篇", "内容如题。", on)
        site.expect(fault, f"{name}{n}：最后更新", TO_FIND)
    site.column(f"专题{n}", f"empty-{n}/", "其他")
    site.expect("空白栏目", f"专题{n}：", TO_FIND)
    path = f"edge-{n}/"
    site.column(f"要闻{n}", path, "动态要闻")
    edge = site.day - timedelta(days=14)
    site.article(path, "a", "正好两周前的一篇", "内容如题。", edge)
    site.expect("动态要闻栏目不更新", f"要闻{n}：", SPARED)
    site.column(f"未标日期{n}", f"undated-{n}/", "动态要闻")
    site.listed[f"undated-{n}/"] = [("a.html", "没有日期的一篇", None)]
    site.page(f"undated-{n}/a.html", "没有日期的一篇", "<p>内容如题。</p>")
    site.expect("动态要闻栏目不更新", f"未标日期{n}：", ASKED)


def _plant_links(site: _Site, n: int, front: list[str]) -> None:
    """Plant dead links on the front page and elsewhere, and links that only look dead."""
    site.dead(f"gone-home-{n}.html")
    front.append(f'<li><a href="/gone-home-{n}.html">首页的错链{n}</a></li>')
    site.expect("首页错链", f"首页的错链{n}”", TO_FIND)
    site.dead(f"gone-{n}.html", 500)
    tail = (
        f'<p><a href="../gone-{n}.html">内页的错链{n}</a>'
        f'<a href="/gzdt">没有斜线{n}</a><a href="/gzdt/index.html">写明首页{n}</a>'
        f'<a href="http://[bad">网址写错{n}</a><a href="https://www.gov.cn/">外站{n}</a></p>'
    )
    on = site.day - timedelta(days=2)
    site.article("gzdt/", f"links-{n}", f"办事指引{n}", "见下列链接。", on, tail)
    site.expect("错链", f"内页的错链{n}”", TO_FIND)
    site.expect("错链", f"网址写错{n}”", TO_FIND if n == 1 else SPARED)
    for twin in ("没有斜线", "写明首页", "外站"):
        site.expect("错链", f"{twin}{n}”", SPARED)


def _plant_texts(site: _Site, n: int) -> None:
    """Plant a number of a person, a wrong word, and twins of both."""
    number = _certificate(n)
    twin = f"640000202613450{n:03}"
    on = site.day - timedelta(days=1)
    text = f"救助对象公示（编号{n}）：身份证号 {number}，项目编号 {twin}。"
    site.article("gzdt/", f"person-{n}", f"公示{n}", text, on)
    site.expect("个人信息", f"尾号 {number[-4:]}", TO_FIND)
    site.expect("个人信息", f"尾号 {twin[-4:]}", SPARED)
    text = f"第{n}次会议部暑医保工作，另据天气预报消息，明日有雪。"
    site.article("gzdt/", f"typo-{n}", f"会议{n}", text, on)
    site.expect("错别字", f"第{n}次会议部暑", TO_FIND)
    site.expect("错别字", "预报消息", SPARED)


def _plant_files(site: _Site, n: int) -> None:
    """Plant an attachment that is broken, one that is empty, and a sound one."""
    files = (
        ("broken", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", "pdf", TO_FIND),
        ("blank", b" \n", "txt", TO_FIND),
        ("sound", "医保经办事项清单，以窗口公布的为准。".encode(), "txt", SPARED),
    )
    links = []
    for name, content, suffix, expected in files:
        path = f"files/{name}-{n}.{suffix}"
        site.file(path, content)
        links.append(f'<a href="/{path}">附件{name}{n}</a>')
        site.expect("附件读不出", f"{name}-{n}.{suffix}", expected)
    on = site.day - timedelta(days=30)
    tail = "".join(f"<p>{link}</p>" for link in links)
    site.article("tzgg/", f"files-{n}", f"附件下载{n}", "附件如下。", on, tail)


def _plant_accounts(site: _Site) -> list[tuple[str, str, str]]:
    """Plant a budget in time, a final account that was late, one that is missing, one not yet due."""
    year = site.day.year
    on_time, late = date(year, 3, 11), date(year - 1, 10, 31)
    site.article("yjs/", "b", f"{year}年部门预算公开", "见附件。", on_time)
    site.article("yjs/", "f", f"{year - 1 - 1}年度部门决算公开", "见附件。", late)
    title = f"{year - 1}年预算绩效目标公开"
    site.article("yjs/", "t", title, "不是预算。", date(year - 1, 2, 20))
    site.expect("预算决算公开晚了", f"{year} 年预算", SPARED)
    site.expect("预算决算公开晚了", f"{year - 2} 年决算 {late} 公开", TO_FIND)
    site.expect("预算决算没有公开", f"{year - 1} 年预算没有找到", ASKED)
    site.expect("预算决算没有公开", f"{year - 1} 年决算", SPARED)
    return [
        (str(year), "预算", f"{date(year, 2, 19)}"),
        (str(year - 1), "预算", f"{date(year - 1, 2, 10)}"),
        (str(year - 2), "决算", f"{date(year - 1, 10, 10)}"),
        (str(year - 1), "决算", f"{date(year, 3, 20)}"),
    ]


def _write_columns(site: _Site) -> None:
    for name, url, _kind, _days in site.plan:
        path = url.removeprefix(HOME)
        rows = "".join(
            f'<li><a href="{link}">{title}</a>{f"<span>{on}</span>" if on else ""}</li>'
            for link, title, on in site.listed[path]
        )
        body = f"<h1>{name}</h1><p>本栏目由办公室维护。</p><ul>{rows}</ul>"
        site.page(path, name, body)


def _write_home(site: _Site, front: Iterable[str]) -> None:
    nav = "".join(
        f'<a href="/{url.removeprefix(HOME)}">{name}</a>'
        for name, url, _, _ in site.plan
    )
    news = f'<li><a href="/gzdt/s0.html">工作动态第1篇</a> {site.day - timedelta(days=3)}</li>'
    body = f"<nav>{nav}</nav><ul>{news}{''.join(front)}</ul>"
    site.page("", "示例县医疗保障局", body)


def _certificate(n: int) -> str:
    """Return a certificate number of nobody: an area that is a whole region, born in 1900."""
    body = f"{_AREA}{_BORN}{n:03}"
    total = sum(
        int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True)
    )
    return body + _CHECKS[total % len(_CHECKS)]


def _write_csv(path: Path, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([heads, *rows])
