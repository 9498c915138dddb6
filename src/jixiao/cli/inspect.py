"""`jixiao inspect`: a year's inspections from the plan to their register."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.cases import DONE_AT, day_of, done_at, fen_of, now, there
from jixiao.cli.inspect_sampling import estimate, sample, size
from jixiao.cli.inspect_staff import decisions, points, refused
from jixiao.cli.measure import period_of
from jixiao.cli.words import COUNT, CommandGroup
from jixiao.errors import JixiaoError, whole, writing
from jixiao.library import load_toml, refuse_unknown
from jixiao.money import in_yuan

if TYPE_CHECKING:
    from jixiao.fund.store.engine import Engine
    from jixiao.fund.supervision.plan import Team


@click.group(
    name="inspect",
    short_help="检查：排一年的计划，公开抽取，抽住院样本，算样本量。",
    cls=CommandGroup,
)
def inspect() -> None:
    """排检查计划和抽样本。抽取用公开的种子，谁都能照着记录重抽一遍。"""


for _command in (sample, estimate, size, decisions, points, refused):
    inspect.add_command(_command)


@inspect.command(short_help="排一年的检查：每家一次，风险高的再去，另随机抽。")
@click.argument("folder", metavar="DIR")
@click.option("--year", type=COUNT, required=True, help="哪一年。")
@click.option("--seed", required=True, metavar="种子", help="事先公布的种子。")
@click.option(
    "--by-risk", type=COUNT, default=1, show_default=True, help="按风险再去几家。"
)
@click.option(
    "--at-random", type=COUNT, default=1, show_default=True, help="随机再抽几家。"
)
@click.option(
    "--teams",
    metavar="FILE.toml",
    help="检查组：[[team]] name、avoids（应回避的机构）。",
)
@click.option(
    "--ledger",
    metavar="LEDGER.db",
    help="案件账：往年去过的组今年换一个组去。",
)
def plan(
    folder: str,
    *,
    year: int,
    seed: str,
    by_risk: int,
    at_random: int,
    teams: str | None,
    ledger: str | None,
) -> int:
    """排一年的检查。风险按 jixiao audit 计入的涉及基金；没有审核过的，风险都当作零，并说明。

    随机的在风险没有选中的里抽，查出的比例才不偏。一个组不连着两次去同一家；别的组都应回避、
    只好再去的写明。没有组可派的（都应回避）退出码为 1。
    """
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.supervision.plan import plan_year  # noqa: PLC0415

    before = _teams_before(ledger, year) if ledger else {}
    sent = _teams(Path(teams)) if teams else []
    with open_engine(Path(folder)) as engine:
        risks = _risks(engine, year)
    planned = plan_year(
        risks,
        sent,
        seed=seed,
        by_risk=by_risk,
        at_random=at_random,
        last_teams=before,
    )
    for visit in planned.visits:
        again = "（上次也是这个组，别的组都应回避）" if visit.again else ""
        team = f"　{visit.team}{again}" if visit.team else ""
        risk = f"（计入的涉及基金 {in_yuan(risks[visit.institution])} 元）"
        click.echo(f"{visit.why}　{visit.institution}{team}{risk}")
    click.echo("\n随机抽取的记录：")
    for line in planned.drawn.log:
        click.echo(line)
    lacking = planned.without_team if sent else []
    for visit in lacking:
        click.echo(f"没有组可派：{visit.institution}（{visit.why}），请由别处派人。")
    return int(bool(lacking))


@inspect.command(short_help="拟罚的金额在不在条款的倍数以内。")
@click.argument("article", metavar="条款")
@click.option("--loss", required=True, metavar="元", help="造成的损失。")
@click.option("--fine", required=True, metavar="元", help="拟罚多少。")
def fine(article: str, loss: str, fine: str) -> int:
    """核对罚款倍数：article_38 一至二倍，article_40 二至五倍；不在以内的说明可罚多少。"""
    from jixiao.fund.supervision.penalties import penalties  # noqa: PLC0415 — kept out of jixiao --help

    if article not in penalties():
        message = f"没有叫 {article} 的条款；可用 {'、'.join(penalties())}。"
        raise JixiaoError(message)
    chosen = penalties()[article]
    chosen.check(fen_of(loss), fen_of(fine))
    click.echo(f"在{chosen.title}的 {chosen.least} 至 {chosen.most} 倍以内")
    return 0


@inspect.command(short_help="监管差旅的人次、费用和人均，与预算的人均比。")
@click.argument("folder", metavar="DIR")
@click.option("--year", type=COUNT, required=True, help="哪一年。")
@click.option("--per-head", required=True, metavar="元", help="预算的人均，如 419。")
@click.option("--kind", default="差旅", show_default=True, help="活动类别里写的。")
def travel(folder: str, *, year: int, per_head: str, kind: str) -> int:
    """按业务活动表（ACTIVITY）算监管差旅；费用或人次空着的不算，另说有几次。超过预算的退出码为 1。"""
    from jixiao.fund.records import Records  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415
    from jixiao.fund.supervision.travel import travel_cost  # noqa: PLC0415

    budget = fen_of(per_head)
    with open_engine(Path(folder)) as engine:
        spent = travel_cost(Records(engine, period_of(year, None)), kind)
    click.echo(
        f"{spent.trips} 次、{spent.persons} 人次，{in_yuan(spent.cost)} 元，"
        f"人均 {in_yuan(spent.per_head)} 元；预算人均 {in_yuan(budget)} 元，"
        f"{'超过' if spent.per_head > budget else '没有超过'}"
    )
    if spent.unclear:
        click.echo(f"另有 {spent.unclear} 次没有写费用或人次，没有算")
    return int(spent.per_head > budget)


@inspect.command(
    short_help="打印一次检查要带的纸：点名册、询问提纲、资料清单、核算表。"
)
@click.argument("folder", metavar="DIR")
@click.argument("institution", metavar="机构编号")
@click.argument("file", metavar="FILE.docx")
@click.option("--day", required=True, metavar="DATE", help="哪一天去，如 2026-03-17。")
@click.option("--people", required=True, metavar="姓名", help="检查人员，两人以上。")
@click.option(
    "--roll", metavar="FILE.csv", help="另存一份点名册，回来后照纸填好再录入。"
)
def pack(
    folder: str, institution: str, file: str, *, day: str, people: str, roll: str | None
) -> int:
    """打印检查包。点名册列当天登记在院的人（人员编号只显示末尾几位）。"""
    from jixiao.fund.records import Records  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415
    from jixiao.fund.supervision.roll_call import beds_on, write_sheet  # noqa: PLC0415
    from jixiao.publication.visit_pack import visit_pack  # noqa: PLC0415

    on = day_of(day)
    with open_engine(Path(folder)) as engine:
        beds = beds_on(Records(engine), institution, on)
    path = Path(file)
    with writing(path.parent), whole(path) as half:
        half.write_bytes(visit_pack(institution, on, people, beds))
    if roll:
        with writing(Path(roll).parent):
            write_sheet(beds, Path(roll))
    click.echo(f"{on} 登记在院 {len(beds)} 人，已写入 {file}")
    return 0


@inspect.command(short_help="录入填好的点名册；不在床的立为一件稽核案件。")
@click.argument("ledger", metavar="LEDGER.db")
@click.argument("institution", metavar="机构编号")
@click.argument("file", metavar="FILE.csv")
@click.option("--day", required=True, metavar="DATE", help="哪一天点的名。")
@click.option("--by", required=True, metavar="姓名", help="谁录入。")
def keyed(ledger: str, institution: str, file: str, *, day: str, by: str) -> int:
    """录入点名的结果：在、请假、不在；没有填的不算点到，另列出来。"""
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.supervision.roll_call import read_roll_call  # noqa: PLC0415

    called = read_roll_call(Path(file), institution, day_of(day))
    counts = f"在 {called.present}，请假 {called.on_leave}，不在 {len(called.absent)}"
    click.echo(f"点到 {called.called} 人：{counts}")
    if called.uncalled:
        click.echo(f"没有填的：{'、'.join(called.uncalled)}")
    if not called.absent:
        return 0
    with open_ledger(Path(ledger)) as opened:
        code = opened.open_case(
            engine="inspection",
            rule="点名",
            title="点名不在床",
            subject=institution,
            evidence=called.absent,
            by=by,
            at=now(),
        )
    click.echo(f"立案 {code}" if code else "这些人已经在别的案件里")
    return 1


@inspect.command(short_help="为计划里的一次检查立案。")
@click.argument("ledger", metavar="LEDGER.db")
@click.argument("institution", metavar="机构编号")
@click.option("--year", type=COUNT, required=True, help="哪一年的计划。")
@click.option("--why", default="全覆盖", show_default=True, help="为什么去。")
@click.option("--team", default="", metavar="组", help="哪个检查组。")
@click.option("--seed", default="", metavar="种子", help="抽取用的种子。")
@click.option("--by", required=True, metavar="姓名", help="谁立案。")
@click.option("--at", metavar="DATE", help=DONE_AT)
def begin(
    ledger: str,
    institution: str,
    *,
    year: int,
    why: str,
    team: str,
    seed: str,
    by: str,
    at: str | None,
) -> int:
    """立一件稽核案件，再用 jixiao cases move 通知、进场、告知、结论；同一次不立两回。"""
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.supervision.plan import Visit  # noqa: PLC0415
    from jixiao.fund.supervision.visits import open_visits  # noqa: PLC0415

    visit = Visit(institution, why, team or None)
    with open_ledger(Path(ledger)) as opened:
        codes = open_visits(opened, [visit], year, seed=seed, by=by, at=done_at(at))
    click.echo(f"立案 {codes[0]}" if codes else "这一次已经立过案")
    return 0


@inspect.command(short_help="从案件账导出检查表，供指标取数。")
@click.argument("ledger", metavar="LEDGER.db")
@click.argument("file", metavar="FILE.csv")
@click.option("--day", required=True, metavar="DATE", help="到哪一天为止。")
def register(ledger: str, file: str, *, day: str) -> int:
    """写成定点机构检查表（INSPECTION）：进过场的一次一行；用 jixiao load 收进文件夹，指标就能取数。"""
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.supervision.visits import (  # noqa: PLC0415
        inspection_rows,
        write_inspections,
    )

    with open_ledger(there(ledger)) as opened:
        rows = inspection_rows(opened, day_of(day))
    with writing(Path(file).parent):
        write_inspections(rows, Path(file))
    click.echo(f"已写入 {file}：{len(rows)} 次")
    return 0


@inspect.command(
    short_help="一个追溯码的来路：每次售出退货、两边的账单、原因和可追回的钱。"
)
@click.argument("folder", metavar="DIR")
@click.argument("code", metavar="追溯码")
@click.option("--year", type=COUNT, required=True, help="哪一年。")
def chain(folder: str, code: str, *, year: int) -> int:
    """按时间列出一个追溯码的扫码；超过一盒的写明可能的原因。"""
    from jixiao.fund.audit.code_chain import code_chain, recoverable  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.records import Records  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    with open_engine(Path(folder)) as engine:
        links = code_chain(Records(engine, period_of(year, None)), code)
    if not links:
        message = f"{year} 年没有追溯码 {code} 的扫码。请核对。"
        raise JixiaoError(message)
    for link in links:
        sold = "售出" if link.packs > 0 else "退回"
        cause = f"　{link.cause}" if link.cause else ""
        bill = f"结算 {link.settlement}，收费 {link.line}，{in_yuan(link.amount)} 元"
        click.echo(
            f"{link.at:%Y-%m-%d %H:%M}　{link.place}　{sold} {abs(link.packs):f} 盒　{bill}{cause}"
        )
    click.echo(f"超过一盒的收费 {in_yuan(recoverable(links))} 元")
    return int(recoverable(links) > 0)


def _teams_before(ledger: str, year: int) -> dict[str, str]:
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.supervision.visits import last_teams  # noqa: PLC0415

    with open_ledger(there(ledger)) as opened:
        return last_teams(opened, year)


def _risks(engine: "Engine", year: int) -> dict[str, int]:
    from jixiao.fund.audit.kept import AUDIT_FINDINGS  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.records import NotLoaded, Records  # noqa: PLC0415

    period = period_of(year, None)
    places = Records(engine, period).record("institutions").select("fixmedins_code")
    risks = {row["fixmedins_code"]: 0 for row in engine.fetch(places).to_pylist()}
    try:
        findings = AUDIT_FINDINGS.read(engine, period)
    except NotLoaded as missing:
        click.echo(f"注意：{missing.why}，风险都当作零。")
        return risks
    summed = findings.group_by("place").aggregate(counted=findings.counted.sum())
    for row in engine.fetch(summed).to_pylist():
        if row["place"] in risks:
            risks[row["place"]] = int(row["counted"] or 0)
    return risks


def _teams(path: Path) -> list["Team"]:

    if not path.is_file():
        message = f"找不到 {path.name}。请核对文件名。"
        raise JixiaoError(message)
    content = load_toml(path)
    refuse_unknown(path.name, content, ("team",))
    return [_team(path.name, said) for said in content.get("team", ())]


def _team(file: str, said: Mapping[str, object]) -> "Team":
    from jixiao.fund.supervision.plan import Team  # noqa: PLC0415 — kept out of jixiao --help

    refuse_unknown(f"{file} 的 [[team]]", said, ("name", "avoids"))
    avoids = said.get("avoids", [])
    if not isinstance(said.get("name"), str) or not isinstance(avoids, list):
        message = f'{file} 的 [[team]] 应写 name = "一组"，可写 avoids = ["机构编号"]。'
        raise JixiaoError(message)
    return Team(str(said["name"]), [str(each) for each in avoids])
