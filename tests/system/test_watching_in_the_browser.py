"""A year of watching the fund is played in a real browser, each duty by another person."""

import os
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from jixiao.fund.audit.runner import audit
from jixiao.fund.store.opening import open_engine, open_store
from jixiao.fund.supervision.tips import new_key
from jixiao.period import Period
from tests.fund.audit.test_runner import LINE, POINTS, SETTLEMENT
from tests.measure_page import select_rows
from tests.parts import CHROMIUM
from tests.system.players import Office, Player

pytestmark = [
    CHROMIUM.needed,
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
HOSPITAL, PASSWORD = "清水县示例医院", "watch-the-fund-2026"
_PEOPLE = """
import sys, django
django.setup()
from jixiao.web.models import Membership, Organisation, User
place = Organisation.objects.get(name='清水县医疗保障局')
place.records = sys.argv[1]
place.save()
hospital = Organisation.objects.create(name=sys.argv[2], level='unit', parent=place)
for name, role, where in (
    ('fuhe', 'approver', place), ('yiyuan', 'institution', hospital),
    ('lingdao', 'leader', place),
):
    user = User.objects.create_user(name, password=sys.argv[3], full_name=name)
    Membership.objects.create(user=user, organisation=where, role=role)
"""


def county_of(folder: Path) -> Path:
    """Make the records of a county with one hospital, two lines that a rule marks, and some stays."""
    lines = [
        LINE,
        LINE | {"bkkp_sn": "b2", "det_item_fee_sumamt": "20.00", "inscp_amt": "20.00"},
    ]
    stays = [
        SETTLEMENT
        | {"setl_id": f"s{n}", "mdtrt_id": f"w{n}", "psn_no": f"q{n}", "med_type": "21"}
        for n in range(11, 15)
    ]
    register = [{"fixmedins_code": "H1", "fixmedins_name": HOSPITAL}]
    visit = {
        "mdtrt_id": "w11", "psn_no": "q11", "fixmedins_code": "H1", "med_type": "21",
        "begntime": "2026-03-01 09:00:00", "adm_dept_name": "内科",
    }  # fmt: skip
    with closing(open_store(folder)) as store:
        for code, rows in (
            ("SETL_D", [SETTLEMENT, *stays]), ("FEE_LIST_D", lines), ("KB_POINT", POINTS),
            ("FIXMEDINS_B", register), ("MDTRT_D", [visit]),
        ):  # fmt: skip
            store.execute(f'CREATE TABLE "{code}" AS {select_rows(code, rows)}')
    with open_engine(folder) as engine:
        audit(engine, YEAR, codes=["DR04"])
    return folder


@pytest.fixture(scope="module")
def players(office: Office, browser, tmp_path_factory) -> dict[str, Player]:
    """Give the clerk, the second reader, the hospital and the leader, each at a browser."""
    county = county_of(tmp_path_factory.mktemp("watched"))
    settings = {
        "JIXIAO_OFFICE_HOME": str(office.home),
        "DJANGO_SETTINGS_MODULE": "jixiao.web.settings",
    }
    command = [sys.executable, "-c", _PEOPLE, str(county), HOSPITAL, PASSWORD]
    subprocess.run(command, env=os.environ | settings, check=True)
    office.passwords |= dict.fromkeys(("fuhe", "yiyuan", "lingdao"), PASSWORD)
    return {
        name: Player(browser, office, name)
        for name in ("zhoujijin", "fuhe", "yiyuan", "lingdao")
    }


def go(player: Player, path: str) -> None:
    sign = "&" if "?" in path else "?"
    player.page.goto(f"{player.office.address}/fund/{path}{sign}year=2026")


def notices(player: Player) -> str:
    player.page.wait_for_selector(".notice")
    return "　".join(player.page.locator(".notice").all_inner_texts())


def step(player: Player, code: str, name: str, **typed: str) -> str:
    """Do a step on the page of a case; gives what the page says then."""
    go(player, f"audit/case?code={code}")
    button = player.page.get_by_role("button", name=name, exact=True)
    form = player.page.locator("form").filter(has=button)
    for field, value in typed.items():
        box = form.locator(f"[name='{field}']")
        if field == "outcome":
            box.select_option(value)
        else:
            box.fill(value)
    button.click()
    return notices(player)


def may(player: Player, code: str, name: str) -> bool:
    """Whether the page of a case offers somebody a step."""
    go(player, f"audit/case?code={code}")
    return player.page.get_by_role("button", name=name, exact=True).count() == 1


def letter(player: Player, code: str, title: str) -> tuple[str, str]:
    """Write a letter of a case as Word; gives what stood in its form, and the file's name."""
    go(player, f"audit/case?code={code}")
    box = player.page.locator("details").filter(
        has=player.page.locator("summary", has_text=title)
    )
    box.locator("summary").click()
    known = "　".join(each.input_value() for each in box.locator("label input").all())
    with player.page.expect_download() as given:
        box.get_by_role("button", name="写成 Word").click()
    return known, given.value.suggested_filename


def answer(player: Player, code: str, text: str) -> str:
    """Answer one case in the hospital's own room."""
    go(player, "answers")
    player.page.check(f"input[name='code'][value='{code}']")
    player.page.fill("input[name='text']", text)
    player.page.click("button:has-text('答复勾选的')")
    return notices(player)


def code_in(player: Player) -> str:
    """Return the code of the case that the page shows."""
    player.page.wait_for_url("**/audit/case?*")
    return player.page.url.partition("code=")[2].partition("&")[0]


def codes_of(player: Player, words: str) -> list[str]:
    """Return the codes of the cases of the queue whose row has some words."""
    go(player, "audit")
    rows = player.page.locator("tbody tr", has_text=words)
    return [row.locator("a").first.inner_text() for row in rows.all()]


def test_a_finding_goes_to_its_recovery(players: dict[str, Player]):
    clerk, reader, hospital = (players[n] for n in ("zhoujijin", "fuhe", "yiyuan"))
    go(clerk, "audit")
    clerk.page.click("button:has-text('把审核标出的立案')")
    assert "新立 1 案" in notices(clerk)
    clerk.keep("watch-queue")
    (code,) = codes_of(clerk, "DR04")
    step(clerk, code, "分派")
    assert "已办理" in step(reader, code, "准予告知")
    assert "10 个工作日" in step(clerk, code, "告知")
    assert "已答复 1 案" in answer(hospital, code, "病情需要")

    step(reader, code, "复核决定", outcome="部分属实", spared="2", text="一行有理")
    assert "已办理" in step(clerk, code, "追回", recovered="30.00")
    known, name = letter(clerk, code, "医保基金追回通知书")
    clerk.keep("watch-case")
    assert "已办理" in step(reader, code, "结案")

    assert ("30.00" in known, True) == (True, name.endswith("-recovery.docx"))
    go(players["lingdao"], "audit/rules?rule=DR04")
    assert "查实 1" in players["lingdao"].page.inner_text("main")
    players["lingdao"].keep("watch-rules")
    go(players["lingdao"], "supervision")
    assert "30.00" in players["lingdao"].page.inner_text("main")
    assert [] == [fault for each in players.values() for fault in each.faults]


def test_a_plan_goes_from_its_draw_to_a_conclusion(players: dict[str, Player]):
    clerk, reader, hospital = (players[n] for n in ("zhoujijin", "fuhe", "yiyuan"))
    page = clerk.page
    go(clerk, "inspections")
    page.fill("input[name='seed']", "20260105")
    page.fill("textarea[name='teams']", "一组")
    page.fill("input[name='at_random']", "0")
    page.click("button:has-text('排计划')")
    page.wait_for_selector("text=种子：20260105")
    clerk.keep("watch-plan")
    page.click("button:has-text('按计划立案')")
    assert "新立 2 案" in notices(clerk)
    code = codes_of(clerk, "全覆盖")[0]

    go(clerk, "inspections/sample?institution=H1&seed=7&certain_from=5000")
    page.wait_for_selector("text=怎样抽到的")
    clerk.keep("watch-sample")
    page.fill("input[name='people']", "甲、乙")
    page.fill("input[name='day']", "2026-03-02")
    with page.expect_download() as pack:
        page.click("button:has-text('打印检查包')")
    assert pack.value.suggested_filename == "H1-2026-03-02.docx"

    step(clerk, code, "通知")
    assert "才满" in step(clerk, code, "进场")
    assert "已办理" in step(clerk, code, "进场", text="群众反映强烈，提前进场")
    step(clerk, code, "告知情况", text="点名时四人不在床")
    assert "点名时四人不在床" in letter(clerk, code, "稽核情况告知书")[0]
    assert "已答复 1 案" in answer(hospital, code, "两人请了假")
    assert not may(clerk, code, "结论")
    assert may(reader, code, "结论")
    decided = step(reader, code, "结论", outcome="属实", text="四人次挂床")
    assert "已办理" in decided
    step(reader, code, "责令整改")
    assert "四人次挂床" in letter(clerk, code, "稽核意见书")[0]


def test_a_grade_is_objected_to_and_told(players: dict[str, Player]):
    clerk, reader, hospital = (players[n] for n in ("zhoujijin", "fuhe", "yiyuan"))
    page = clerk.page
    go(clerk, "grading?subject=H1&take=1")
    assert page.input_value("input[name='v.upheld']")
    for name, value in (
        ("upload", "95"), ("satisfaction", "85"), ("trace", "92"), ("fraud", "0"),
        ("deeds", "0"),
    ):  # fmt: skip
        page.fill(f"input[name='v.{name}']", value)
    page.get_by_role("button", name="评分", exact=True).click()
    page.wait_for_selector("text=要升一级，最少补上")
    clerk.keep("watch-grading")
    page.click("button:has-text('立为评定案件')")
    code = code_in(clerk)
    step(clerk, code, "公示草案")
    assert "已答复 1 案" in answer(hospital, code, "上传率有误")
    step(reader, code, "委员会定级", outcome="属实", text="核对无误")
    known, name = letter(clerk, code, "信用等级告知书")

    assert "2026年度" in known
    assert name.endswith("-credit_notice.docx")


def test_a_doctor_reaches_nine_and_twelve(players: dict[str, Player]):
    clerk, reader = players["zhoujijin"], players["fuhe"]
    page = clerk.page
    stands = []
    for number, points, band, months in (
        ("一号", "5", "较重", ""), ("二号", "4", "较重", "3"), ("三号", "3", "轻", ""),
    ):  # fmt: skip
        go(clerk, "points")
        for name, value in (
            ("staff", "D1"), ("name", "示例医师"), ("institution", "H1"), ("number", number),
            ("points", points), ("months", months), ("fact", f"事实{number}"),
        ):  # fmt: skip
            page.fill(f"input[name='{name}']", value)
        page.select_option("select[name='band']", band)
        page.get_by_role("button", name="登记", exact=True).click()
        code = code_in(clerk)
        step(clerk, code, "告知")
        step(reader, code, "记分", outcome="属实")
        go(clerk, "points")
        stands.append(page.locator("tbody tr").first.inner_text())
    clerk.keep("watch-points")

    assert "正常" in stands[0]
    assert "暂停" in stands[1]
    assert "终止" in stands[2]
    assert "可再登记" in stands[2]


def test_a_tip_is_rewarded(players: dict[str, Player], tmp_path: Path):
    clerk, reader = players["zhoujijin"], players["fuhe"]
    key = tmp_path / "key.bin"
    key.write_bytes(new_key())
    page = clerk.page
    go(clerk, "tips")
    form = page.locator("form").filter(has=page.locator("select[name='channel']"))
    for name, value in (
        ("code", "J1"), ("subject", "H1"), ("fact", "白天不在院仍收床位费"),
        ("name", "示例甲"),
    ):  # fmt: skip
        form.locator(f"input[name='{name}']").fill(value)
    form.locator("input[name='key']").set_input_files(key)
    form.get_by_role("button", name="登记").click()
    assert "已登记 J1" in notices(clerk)
    (code,) = codes_of(clerk, "举报")
    step(clerk, code, "受理")
    step(clerk, code, "办结", outcome="属实", text="查实四人次")
    go(reader, "tips")
    reader.page.select_option("select[name='tariff']", "hefei_institution")
    reader.page.fill("input[name='proven']", "20000")
    reader.page.click("button:has-text('定奖励')")
    assert "奖励 500 元" in notices(reader)
    step(reader, code, "奖励决定")
    known, _ = letter(reader, code, "举报奖励通知书")
    go(clerk, "tips")
    page.get_by_role("button", name="发放", exact=True).click()

    assert "已发放 500 元" in notices(clerk)
    assert "J1" in known
    assert "500.00" in known
    clerk.keep("watch-tips")
