"""The rooms of a bureau's own house for programs: by the described shapes, persons left out."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from django.test import Client
from msgspec import Struct

from jixiao.service.archives.archive import open_archive
from jixiao.service.archives.papers import NewPaper
from jixiao.service.archives.retention import schedules_of
from jixiao.service.disclosure.faults import Fault, FaultKind
from jixiao.service.disclosure.inspection import Inspection
from jixiao.service.identity.register import FACES, Visit, open_faces
from jixiao.web.api.house_shapes import (
    ArchiveRegister,
    ControlYearTold,
    IdentityDay,
    OpinionSpan,
    SiteInspected,
    SystemsMonth,
)
from jixiao.web.people import tokens
from jixiao.web.work.site_orders import KeptInspection, keep
from tests.web.api.test_desks import load
from tests.web.conftest import County
from tests.web.paid_county import let_see
from tests.web.views import test_house_control, test_house_systems

AT = datetime(2026, 3, 31, 9, 0)
FEED = """来源,时间,标题,正文,网址
甲网,2026-03-30 09:00,甲县医院系统故障患者排队,系统故障,http://a.example/1
乙网,2026-03-30 10:00,甲县医院系统故障患者排队,系统故障,http://b.example/1
"""


def ask(home: County, who: str, path: str):
    key = tokens.make(home.people[who], "试", "read", 30)
    headers = {"Authorization": f"Bearer {key}"}
    return Client().get(f"/api/v1/{path}", headers=headers)


def answered(home: County, path: str, kind: type[Struct]):
    answer = ask(home, "leader", path)
    assert 200 == answer.status_code, answer.content.decode()
    return msgspec.json.decode(answer.content, type=kind)


def test_a_month_of_systems_and_a_year_of_control_are_given(
    home: County, tmp_path: Path
):
    event = ("INCIDENT", [test_house_systems.EVENT])
    load(tmp_path, event, ("OPERATION_LOG", test_house_control.LOG))
    let_see(home, tmp_path)

    month = answered(home, "house/systems?month=2026-06", SystemsMonth)
    year = answered(home, "house/control?year=2026", ControlYearTold)

    (run,) = month.systems
    assert (Decimal("0.995833"), 10_800, None) == (run.share, run.down, run.share_with_probes)  # fmt: skip
    assert {("", "响应"), ("重大", "恢复")} <= {
        (a.grade, a.what) for a in month.answers
    }
    assert any("没有收系统探测表" in note for note in month.notes)
    assert ["一人做了不相容的两步"] == [mark.kind for mark in year.marks]
    assert (5, False) == (len(year.parts), any(part.whole for part in year.parts))
    assert any("没有收代办授权表" in note for note in year.notes)


def test_an_inspection_is_given_with_what_nobody_saw(home: County, tmp_path: Path):
    fault = Fault(FaultKind.DEAD_AT_HOME, "http://a/", "“通知”→ http://a/1：状态 404")
    seen = Inspection(
        date(2026, 3, 31), "http://a/", 1, 0, 1, 0, (), (fault,), (FaultKind.DEAD_AT_HOME,), ()
    )  # fmt: skip
    keep(tmp_path, KeptInspection(seen, {}, has_services=True, by="甲", at=AT))
    let_see(home, tmp_path)

    site = answered(home, "house/site", SiteInspected)

    assert ["首页错链"] == [each.kind for each in site.faults]
    by_code = {each.code: each for each in site.indicators}
    assert Decimal(1) == by_code["D41"].points
    assert (None, "没有核对") == (by_code["D31"].sure, by_code["V7"].standing)
    assert not by_code["D11"].confirmed
    assert site.unchecked
    assert 404 == ask(home, "leader", "house/site?kept=none").status_code


def test_opinion_is_given_once_for_reposts(home: County, tmp_path: Path):
    (tmp_path / "feeds").mkdir()
    (tmp_path / "feeds" / "a.csv").write_text(FEED, "utf-8")
    let_see(home, tmp_path)

    span = answered(home, "house/opinion?from=2026-03-25&to=2026-03-31", OpinionSpan)

    (story,) = span.stories
    assert (2, ("甲网", "乙网")) == (story.items, story.sources)
    assert (2, ()) == (span.items, span.cases)
    assert 400 == ask(home, "leader", "house/opinion?from=x").status_code


def test_an_archive_and_a_day_of_checks_are_given_without_persons(
    home: County, tmp_path: Path
):
    let_see(home, tmp_path)
    early = [ask(home, "leader", f"house/{room}") for room in ("archives", "identity")]
    paper = NewPaper(
        "一月报表", "月度统计报表", 2010, 3, "", date(2010, 2, 1), "s", b"1"
    )
    with open_archive(tmp_path) as archive:
        archive.file(paper, schedules_of(tmp_path), by="甲", at=AT)
    with open_faces(tmp_path / FACES) as register:
        register.by_card("p1", "身份证", Visit("三病区", "", "", "甲", AT))

    papers = answered(home, "house/archives?day=2026-03-31", ArchiveRegister)
    day = answered(home, "house/identity?day=2026-03-31", IdentityDay)
    raw = ask(home, "leader", "house/identity?day=2026-03-31").content.decode()

    assert {404} == {answer.status_code for answer in early}
    assert ["tj2010-D-0001"] == [each.number for each in papers.papers]
    assert ("tj2010-D-0001",) == papers.due
    assert {"已核对证件": 1} == {word: n for word, n in day.results.items() if n}
    assert "p1" not in raw
    assert any("不知道" in note for note in day.notes)


@pytest.mark.parametrize(
    "room", ["systems", "site", "opinion", "control", "archives", "identity"]
)
def test_the_house_of_others_is_not_there(home: County, tmp_path: Path, room: str):
    let_see(home, tmp_path)

    assert 404 == ask(home, "clerk", f"house/{room}").status_code
