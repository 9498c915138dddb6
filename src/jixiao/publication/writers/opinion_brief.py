"""A brief of what was said (docx or html): topics, bursts, stories, and how answers kept their time."""

import html
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from jixiao.masking import without_persons
from jixiao.publication.writers.papers import Paper, add_table, new_paper
from jixiao.service.opinion.ladder import Climbed
from jixiao.service.opinion.watch import Story, Watch

_HEADS = ("序号", "时间", "标题", "来源", "条数", "地方、机构", "事由")
_WIDTHS = (1.1, 2.2, 5.0, 2.6, 1.1, 2.6, 2.4)
_MOST = 40
_SORTED = "排在前面的是转载多的；语气的词只用来排先后，不是结论。"


@dataclass(frozen=True, slots=True)
class Brief:
    """What a brief tells: whose, its number, the watch, the rungs of open opinions, the parameters."""

    unit: str
    number: str
    watch: Watch
    climbed: Sequence[tuple[str, Climbed]]
    used: Sequence[str]
    written_on: date


def brief_docx(brief: Brief) -> bytes:
    """Return a brief as a Word document."""
    paper = new_paper(_title(brief))
    for head, lines in _sections(brief):
        paper.add_heading(head, 1)
        for line in lines:
            paper.add_paragraph(line)
    paper.add_heading("四、逐件", 1)
    paper.add_paragraph(_SORTED)
    add_table(paper, _HEADS, _WIDTHS, [*_rows(brief.watch)])
    _add_more(paper, brief)
    stream = io.BytesIO()
    paper.save(stream)
    return stream.getvalue()


def brief_html(brief: Brief) -> str:
    """Return a brief as a page of one file."""
    parts = [f"<h1>{html.escape(_title(brief))}</h1>"]
    for head, lines in _sections(brief):
        parts.append(f"<h2>{html.escape(head)}</h2>")
        parts += [f"<p>{html.escape(line)}</p>" for line in lines]
    parts.append(f"<h2>四、逐件</h2><p>{html.escape(_SORTED)}</p>")
    parts.append(f"<table><tr>{''.join(f'<th>{head}</th>' for head in _HEADS)}</tr>")
    for row in _rows(brief.watch):
        parts.append(
            f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>"
        )
    parts.append("</table><h2>五、说明</h2>")
    parts += [f"<p>{html.escape(line)}</p>" for line in _notes(brief)]
    return (
        '<!doctype html><html lang="zh"><head><meta charset="utf-8">'
        f"<title>{html.escape(_title(brief))}</title><style>{_STYLE}</style></head>"
        f"<body>{''.join(parts)}</body></html>"
    )


_STYLE = (
    "body{font-family:SimSun,'Noto Serif CJK SC',serif;max-width:60em;margin:2em auto;padding:0 1em}"
    "table{border-collapse:collapse;width:100%}td,th{border:1px solid #888;padding:.3em;vertical-align:top}"
    "h1{text-align:center}"
)


def _title(brief: Brief) -> str:
    number = f"（{brief.number}）" if brief.number else ""
    return f"{brief.unit}政务舆情简报{number}"


def _sections(brief: Brief) -> Iterator[tuple[str, list[str]]]:
    watch = brief.watch
    repeated = watch.items - len(watch.stories)
    counted = (
        f"{watch.first} 至 {watch.last}，收到 {watch.items} 条，去掉转载和相近的 {repeated} 条，"
        f"共 {len(watch.stories)} 件。"
    )
    topics = "，".join(f"{topic} {count} 件" for topic, count in watch.by_topic())
    yield "一、概况", [counted, f"事由：{topics or '没有'}"]
    bursts = [
        f"{each.day} {each.topic} {each.count} 条，以前同一天中位 {float(each.usual):g} 条"
        for each in watch.bursts
    ]
    yield "二、突增", bursts or ["没有突增的日子。"]
    yield "三、回应时限", [*_clocks(brief)] or ["没有立案的舆情。"]


def _clocks(brief: Brief) -> Iterator[str]:
    paces = Counter(climbed.pace for _, climbed in brief.climbed)
    if paces:
        yield "，".join(f"{pace} {count} 项" for pace, count in paces.items())
    for code, each in brief.climbed:
        done = f"{each.done:%m-%d %H:%M}" if each.done else "还没有做"
        yield f"{code} {each.rung.step}：应在 {each.due:%m-%d %H:%M} 以前，{done}，{each.pace}"


def _rows(watch: Watch) -> Iterator[tuple[str, ...]]:
    for number, story in enumerate(watch.stories[:_MOST], 1):
        first = story.first
        yield (
            str(number),
            f"{first.at:%m-%d %H:%M}" if first.at else "",
            without_persons(first.title),
            "、".join(story.sources[:3]) + (" 等" if len(story.sources) > 3 else ""),  # noqa: PLR2004 — as many as fit
            str(len(story.items)),
            _about(story),
            "、".join(story.topics),
        )


def _about(story: Story) -> str:
    return "、".join((*story.places, *story.organs))


def _notes(brief: Brief) -> Iterator[str]:
    watch = brief.watch
    if len(watch.stories) > _MOST:
        yield f"另有 {len(watch.stories) - _MOST} 件没有列出。"
    if watch.undated:
        yield f"有 {len(watch.undated)} 条没有写时间，没有算进来。"
    if watch.unjudged:
        yield f"有 {watch.unjudged} 天以前的记录不够，没有看突增。"
    yield "只看收到的文件，不代表全部舆论；说得对不对，要核实。"
    yield from brief.used


def _add_more(paper: Paper, brief: Brief) -> None:
    paper.add_heading("五、说明", 1)
    for line in _notes(brief):
        paper.add_paragraph(line.strip())
    on = brief.written_on
    paper.add_paragraph(f"{brief.unit}　　　　{on.year}年{on.month}月{on.day}日")
