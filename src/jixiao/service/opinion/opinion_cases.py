"""Opinions on the ledger of cases: opened from stories, and told as rows that measures answer from."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from jixiao.fund.cases import Case, CaseLedger, Evidence
from jixiao.fund.cases.procedure import CLOSED
from jixiao.masking import without_persons
from jixiao.service.opinion.ladder import Ladder, climb, grade_of
from jixiao.service.opinion.watch import Story

ENGINE, RULE = "opinion", "舆情"
TABLE = "舆情原文"
COLUMNS = (
    "舆情编号", "发现时间", "事由", "等级", "应回应时间", "回应时间", "办结日期",
)  # fmt: skip
_ANSWERS = ("回应", "发布会", "发布权威信息")
_MOST_ITEMS = 20
_MOST_TITLE = 60


def open_stories(
    ledger: CaseLedger, stories: Iterable[Story], *, by: str, at: datetime
) -> list[str]:
    """Open a case for each story of which no item is in one yet; return the new codes.

    Numbers and names of persons are taken out of what the ledger keeps.
    """
    opened = [_open(ledger, story, by, at) for story in stories]
    return [code for code in opened if code]


def _open(ledger: CaseLedger, story: Story, by: str, at: datetime) -> str | None:
    rows = [_row(story, nth) for nth in range(min(len(story.items), _MOST_ITEMS))]
    if any(ledger.is_held(RULE, row) for row in rows):
        return None
    about = "、".join((*story.places, *story.organs)) or "没有认出地方和机构"
    return ledger.open_case(
        engine=ENGINE,
        rule=RULE,
        title=without_persons(story.first.title)[:_MOST_TITLE] or "（没有标题）",
        subject=about,
        evidence=rows,
        by=by,
        at=at,
    )


def _row(story: Story, nth: int) -> Evidence:
    item = story.items[nth]
    values = {
        "来源": item.source,
        "时间": f"{item.at:%Y-%m-%d %H:%M}" if item.at else "",
        "说明": without_persons(item.title),
        "事由": "、".join(story.topics),
        "网址": item.url,
    }
    key = item.url or f"{item.source} {values['时间']} {values['说明']}"
    return Evidence(TABLE, key, values, 0, 0)


def own_cases(ledger: CaseLedger) -> list[Case]:
    """Return the opinions, without their evidence."""
    return [case for case in ledger.cases() if case.engine == ENGINE]


def opinion_rows(
    cases: Sequence[Case], ladder: Ladder, now: datetime
) -> list[tuple[str, ...]]:
    """Return the opinions as rows of the table that measures answer from, under COLUMNS.

    What must be answered by when is the earliest rung of its grade that is an answer; an opinion
    without a grade has none.
    """
    return [_case_row(case, ladder, now) for case in cases]


def _case_row(case: Case, ladder: Ladder, now: datetime) -> tuple[str, ...]:
    rungs = climb(case, ladder, now)
    due = [each.due for each in rungs if each.rung.step in _ANSWERS]
    answered = [event.at for event in case.events if event.step in _ANSWERS]
    closed = case.events[-1].at.date() if case.state == CLOSED else None
    moments = (min(due, default=None), min(answered, default=None))
    return (
        case.code,
        f"{case.events[0].at}",
        case.title,
        grade_of(case, ladder),
        *("" if each is None else f"{each}" for each in moments),
        "" if closed is None else closed.isoformat(),
    )
