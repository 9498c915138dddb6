"""The whole year of one project, played by seven people in a real browser; kill -9 in the middle."""

import os
import re
import signal
import time

import pytest
from playwright.sync_api import expect

from tests.conftest import EXAMPLES
from tests.parts import CHROMIUM
from tests.system.players import Office, Player

pytestmark = [
    pytest.mark.slow,
    CHROMIUM.needed,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


def test_a_year_is_played_by_seven_people(office: Office, browser):
    name = "参保登记服务点运行经费"
    clerk = Player(browser, office, "wangjingban")
    clerk.keep("desk")

    clerk.page.goto(f"{office.address}/uploads")
    document = EXAMPLES / "shapotou_2022" / "service_points.pdf"
    clerk.page.set_input_files("input[name=file]", str(document))
    clerk.page.click("button.go")
    clerk.page.click("text=用它申报")
    clerk.page.wait_for_selector("#pages img")
    clerk.type_in("第 3 条 指标值", "36人次")
    expect(clerk.page.locator("#findings")).not_to_contain_text("里有 2 个值")
    # The document is another county's: its two units are put right by a button each.
    offers = clerk.page.locator("#findings [data-put]")
    while offers.count():
        before = offers.count()
        offers.first.click()
        expect(offers).to_have_count(before - 1)
    clerk.keep("typing")
    clerk.page.click("text=填好了，去提交")
    assert "单位审核" in clerk.move("提交")

    approver = Player(browser, office, "likezhang")
    approver.case(name)
    assert "主管部门审核" in approver.move("单位审核通过")
    department = Player(browser, office, "zhaozhuguan")
    department.case(name)
    assert "财政审核" in department.move("主管部门审核通过")
    reviewer = Player(browser, office, "qianshenhe")
    reviewer.case(name)
    reviewer.keep("review")
    assert "待批复" in reviewer.move("财政审核通过")
    decider = Player(browser, office, "sunpifu")
    decider.case(name)
    assert "已批复" in decider.move(
        "批复", budget="260000", document="清财预〔2022〕3号"
    )
    clerk.case(name)
    assert "已公开" in clerk.move("公开")

    stranger = browser.new_page()
    stranger.goto(f"{office.address}/public/")
    stranger.click(f"text={name}")
    assert "36人次" in stranger.inner_text(".sheet")
    stranger.close()

    department.case(name)
    assert "填报" in department.move("布置监控", months="7")
    clerk.case(name)
    clerk.page.click("text=填监控表")
    clerk.type_in("第 1 条 实际完成值", "10个")
    clerk.type_in("第 1 条 全年预计完成情况", "18个")
    for place in range(2, clerk.page.locator("tr[data-row]").count() + 1):
        if not clerk.box(f"第 {place} 条 实际完成值").input_value():
            clerk.type_in(f"第 {place} 条 偏差原因", "年底才能统计")
    clerk.type_in("执行数", "12")
    clerk.keep("monitoring")
    clerk.page.click("text=填好了，去提交")
    assert "主管部门核实" in clerk.move("报送监控表")
    department.case(name)
    assert "已监控" in department.move("核实监控表")

    department.case(name)
    assert "填报" in department.move("布置自评")
    clerk.case(name)
    clerk.page.click("text=填自评表")
    clerk.page.wait_for_load_state()
    rows = clerk.page.locator("[data-path$='.target'], [data-path$='.actual']").count()
    for place in range(rows):
        label = f"第 {place + 1} 条 实际完成值"
        box = clerk.box(label)
        if box.count() and not box.input_value():
            promised = (
                clerk.page.locator("tr", has=box).locator("td").nth(1).inner_text()
            )
            done = re.sub(r"[≥≤≧≦]|不超过|以上|约|以内", "", promised)
            band = not re.search(r"\d", promised)
            clerk.type_in(label, "达成预期指标 100%" if band else done)
    clerk.type_in("执行数", "25")
    assert "总分" in clerk.page.inner_text("#total")
    assert "96.15" == clerk.page.input_value(
        "[data-path='budget_execution.total.rate']"
    )
    clerk.page.reload()
    clerk.keep("evaluation")
    assert "总分" in clerk.page.inner_text("aside")
    clerk.page.click("text=填好了，去提交")
    assert "没有附证明材料" in clerk.move("报送自评表")
    clerk.page.click("text=填自评表")
    # Row by row, where a row is proven; the rest by one file that is said to prove the whole form.
    row = clerk.page.locator("tr[data-row]").first
    with clerk.page.expect_file_chooser() as chooser:
        row.locator("[data-attach]").click()
    chooser.value.set_files(str(document))
    expect(row).to_contain_text(document.name)
    clerk.page.click("#evidence summary")
    clerk.page.check("[name=whole]")
    clerk.page.set_input_files("#attach input[name=file]", str(document))
    clerk.page.click("#attach button")
    expect(clerk.page.locator("#evidence")).to_contain_text("整张表")
    clerk.page.click("text=填好了，去提交")
    assert "主管部门核实" in clerk.move("报送自评表")
    department.case(name)
    assert "已自评" in department.move("核实自评表")
    reviewer.case(name)
    assert "抽查复核" in reviewer.move("抽查")
    assert "已复核" in reviewer.move(
        "复核结论", reason="核对了三份材料，属实", points="95"
    )
    decider.case(name)
    assert "结果已应用" in decider.move("结果应用", reason="执行良好", use="support")
    decider.keep("applied")
    # Signing in, and handing in once too early, are counted too.
    players = (clerk, approver, department, reviewer, decider)
    assert 25 < sum(player.clicks for player in players) <= 60
    decider.page.click("text=逐条核对记录有没有被改动")
    assert "没有被改动" in decider.page.inner_text(".notice")

    leader = Player(browser, office, "wujuzhang")
    leader.page.goto(f"{office.address}/overview?year=2022")
    assert name in leader.page.inner_text("main")
    leader.keep("overview")
    for player in (*players, leader):
        assert [] == player.faults


def test_what_is_typed_while_the_network_is_away_is_sent_when_it_is_back(
    office: Office, browser
):
    clerk = Player(browser, office, "wangjingban")
    clerk.case("医保信息系统运行维护")
    clerk.page.click("text=填目标表")
    clerk.page.wait_for_selector("#sheet")
    clerk.page.wait_for_load_state()
    clerk.page.context.set_offline(True)
    box = clerk.box("第 1 条 指标值")
    box.fill("12台")
    box.press("Tab")
    clerk.page.wait_for_selector("#offline:not([hidden])")

    clerk.page.context.set_offline(False)
    clerk.page.wait_for_selector("#offline", state="hidden")
    clerk.page.reload()

    assert "12台" == clerk.box("第 1 条 指标值").input_value()


def values_of(page) -> dict[str, str]:
    """Read the values of the indicators as the page shows them, by the addresses of their cells."""
    boxes = page.locator("[data-path^='rows['][data-path$='.target']").all()
    return {box.get_attribute("data-path"): box.input_value() for box in boxes}


def test_what_is_typed_never_lands_in_another_row(office: Office, browser):
    clerk = Player(browser, office, "wangjingban")
    clerk.case("医保信息系统运行维护")
    clerk.page.click("text=填目标表")
    clerk.page.wait_for_selector("#sheet")
    before = values_of(clerk.page)
    first, second, third, fourth, *_ = before
    window = clerk.page.context.new_page()
    window.goto(clerk.page.url)
    away = Player(browser, office, "wangjingban")
    away.page.goto(clerk.page.url)
    away.page.context.set_offline(True)
    for cell, text in ((third, "33次"), (first, "11次")):
        box = away.page.locator(f"[data-path='{cell}']")
        box.fill(text)
        box.press("Tab")
    away.page.wait_for_selector("#offline:not([hidden])")

    # Typed within a moment of the removal, while the page is about to be made anew.
    row = first.removesuffix(".target")
    remove = clerk.page.locator(f"[data-action='remove'][data-path='{row}']")
    remove.click()
    clerk.page.locator(f"[data-path='{second}']").fill("22次")
    remove.wait_for(state="detached")
    window.locator(f"[data-path='{fourth}']").fill("44次")
    window.wait_for_selector("#saved:has-text('已保存（')")
    away.page.context.set_offline(False)
    away.page.wait_for_selector("#aside:not([hidden])")
    away.page.reload()

    typed = {second: "22次", third: "33次", fourth: "44次"}
    expected = {cell: value for cell, value in before.items() if cell != first} | typed
    assert expected == values_of(away.page)
    aside = away.page.locator("#aside")
    assert "11次" in aside.inner_text()
    assert "的指标值" in aside.inner_text()
    away.keep("put-aside")
    aside.get_by_text("不要了").click()
    aside.wait_for(state="hidden")
    assert [] == clerk.faults


def test_killed_in_mid_job_nothing_is_lost_and_nothing_doubled(office: Office, browser):
    clerk = Player(browser, office, "wangjingban")
    before = office.count("SELECT count(*) FROM office_upload")
    clerk.page.goto(f"{office.address}/uploads")
    document = EXAMPLES / "shapotou_2022" / "service_points.pdf"
    clerk.page.set_input_files("input[name=file]", str(document))
    clerk.page.click("button.go")
    for pid in office.pids("jixiao.web.background.worker"):
        os.kill(pid, signal.SIGKILL)

    clerk.page.wait_for_selector("text=用它申报")

    assert before + 1 == office.count("SELECT count(*) FROM office_upload")
    # The document is read a moment before its job says that it is done.
    office.wait_until(
        "SELECT count(*) FROM office_job WHERE kind = 'read' AND state != 'done'", 0
    )


def test_a_web_process_killed_while_somebody_moves_leaves_a_whole_ledger(
    office: Office, browser
):
    entries = office.count("SELECT count(*) FROM office_entry")
    approver = Player(browser, office, "likezhang")
    clerk = Player(browser, office, "wangjingban")
    clerk.case("医保信息系统运行维护")
    web = [pid for pid in office.pids("serve --home") if pid != office.process.pid]
    clerk.page.evaluate("document.querySelector('details.move form').submit()")
    for pid in web:
        os.kill(pid, signal.SIGKILL)
    time.sleep(3)

    approver.page.goto(office.address)
    now = office.count("SELECT count(*) FROM office_entry")

    assert now - entries in (0, 1)
    stage = "SELECT count(*) FROM office_case WHERE name = '医保信息系统运行维护' AND target = 'unit_review'"
    assert now - entries == office.count(stage)
