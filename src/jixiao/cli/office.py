"""`jixiao office`: backup, restore, accounts in and out."""

import os
from contextlib import suppress
from pathlib import Path

import click

from jixiao.cli.words import COUNT, CommandGroup
from jixiao.errors import JixiaoError, UnreadableFile, name_of, reason_of, whole

_HOME = click.option(
    "--home",
    metavar="DIR",
    default="out/office",
    show_default=True,
    help="办公数据在哪里。",
)


@click.group(name="office", cls=CommandGroup, short_help="办公数据的备份、恢复和账号。")
def office() -> None:
    """备份和恢复办公数据，成批建账号。数据库在别处的，先设 JIXIAO_OFFICE_DATABASE。"""


@office.command(short_help="把办公数据写成一份备份。")
@click.argument("path", metavar="FILE.zip")
@_HOME
def backup(path: str, *, home: str) -> int:
    """把全部表、记录、附件写成一份备份；正在使用时也可以备份。"""
    _open(home)
    from jixiao.web.running.backup import back_up  # noqa: PLC0415 — needs the settings

    click.echo(f"已备份 {back_up(Path(path))} 行，写入 {path}")
    return 0


@office.command(short_help="把一份备份恢复到空的地方。")
@click.argument("path", metavar="FILE.zip")
@click.option(
    "--check", "line", metavar="LINE", help="抄到别处的一行封条；比它旧的备份不恢复。"
)
@_HOME
def restore(path: str, *, line: str | None, home: str) -> int:
    """把备份恢复到空的文件夹或空的数据库，全部核对无误才恢复；已有数据的不动。

    先把原来的密钥（办公数据里的 ledger_key，或 JIXIAO_OFFICE_LEDGER_KEY 指的文件）放到新的地方；
    旁边的 ledger_key.head 也放过来，或用 --check 给出抄到别处的一行，旧备份冒充新备份就能查出来。
    """
    _open(home)
    from jixiao.web.running.backup import restore as bring_back  # noqa: PLC0415 — needs the settings

    count, written_at = bring_back(Path(path), line)
    click.echo(f"已恢复 {count} 行，账号、办理记录、表、附件和审计记录逐条核对无误")
    click.echo(f"这份备份写于 {written_at}，此后的记录不在里面")
    return 0


@office.command(short_help="核对全部办理记录、表、附件有没有被改过。")
@_HOME
def verify(*, home: str) -> int:
    """从头核对每一条封条，以及办理记录、表的内容、项目、附件、意见和审计记录是否与写入时相同；各单位的案件账也核对。"""
    _open(home)
    from jixiao.web.running.verification import verify as verify_all  # noqa: PLC0415

    click.echo(f"{verify_all()} 条封条及其所封的内容逐条核对无误")
    return 0


@office.command(short_help="印出现在的封条，抄到别处保存；以后可以拿来核对。")
@click.option("--check", "line", metavar="LINE", help="核对以前抄下的一行。")
@_HOME
def seal(*, line: str | None, home: str) -> int:
    """印出办理记录现在的封条：一行字，签过名。每月抄一次，存到办公数据以外的地方。

    --check 核对以前抄下的一行：之后的记录被截去、整本重写，都能查出来。
    """
    _open(home)
    from jixiao.web import sealing  # noqa: PLC0415 — needs the settings

    if line is None:
        click.echo(sealing.keep_head())
    else:
        click.echo(f"{sealing.check_line(line)} 的封条仍在账上")
    return 0


@office.command(short_help="成批建账号，或导出账号表。")
@click.argument("path", metavar="FILE.csv")
@click.option("--export", is_flag=True, help="导出现有账号，不含密码。")
@_HOME
def accounts(path: str, *, export: bool, home: str) -> int:
    """按 CSV 成批建单位、账号和角色（账号、姓名、单位、级次、上级、财政、角色、停用、邮箱），初始密码只显示一次。"""
    _open(home)
    from jixiao.web.people import roster  # noqa: PLC0415 — needs the settings

    try:
        if export:
            with whole(Path(path)) as half:
                half.write_text(roster.give(), "utf-8")
            click.echo(f"已写入 {path}")
            return 0
        text = _text_of(Path(path).read_bytes(), path)
    except OSError as error:
        message = (
            f"打不开或写不了 {name_of(path)}：{reason_of(error)}。请检查路径和权限。"
        )
        raise UnreadableFile(message) from error
    new = roster.take(text)
    for account in new:
        click.echo(f"  {account.username}\t{account.password}\t{account.name}")
    click.echo(f"新建 {len(new)} 个账号，第一次登录要改密码")
    return 0


def _text_of(content: bytes, path: str) -> str:
    """A roster's text: UTF-8, or GBK as spreadsheets save it."""
    for encoding in ("utf-8-sig", "gb18030"):
        with suppress(UnicodeDecodeError):
            return content.decode(encoding)
    message = f"{name_of(path)} 不是文字。请从电子表格另存为 CSV。"
    raise JixiaoError(message)


@office.command(short_help="建管理员账号，或重设它的密码。")
@click.argument("username", metavar="NAME")
@_HOME
def administrator(username: str, *, home: str) -> int:
    """建管理员账号 NAME；已有的重设密码、解锁、取下动态码。初始密码只显示这一次，第一次登录要改。"""
    _open(home)
    from jixiao.web.people.administrators import make_or_reset  # noqa: PLC0415 — needs the settings

    password, made = make_or_reset(username)
    done = "已建" if made else "已重设"
    click.echo(f"{done}管理员 {username}，初始密码 {password}，第一次登录要改")
    return 0


@office.command(short_help="提醒有待办和过期事项的人。")
@_HOME
def remind(*, home: str) -> int:
    """按 JIXIAO_OFFICE_REMINDERS 指的设置，发邮件、在群里提醒待办和过期的事；一个人一天只提醒一次。"""
    _open(home)
    from django.conf import settings  # noqa: PLC0415

    from jixiao.web.background.reminder_settings import reminders  # noqa: PLC0415
    from jixiao.web.background.reminding import remind as remind_all  # noqa: PLC0415

    by = reminders(settings.OFFICE.reminders)
    if by is None:
        message = "没有开通提醒。请写好设置文件，再设 JIXIAO_OFFICE_REMINDERS=文件。"
        raise JixiaoError(message)
    done = remind_all(by)
    click.echo(f"发出邮件 {done.mails} 封，群消息 {done.messages} 条")
    if by.mail and done.without_address:
        click.echo(f"没有填邮箱的：{'、'.join(done.without_address)}")
    for failure in done.failures:
        click.echo(f"没有送到：{failure}", err=True)
    return 1 if done.failures else 0


@office.command(short_help="和预算管理一体化交换项目编码、批复数、执行数。")
@click.argument("path", metavar="FILE")
@click.option("--export", "year", type=COUNT, metavar="YEAR", help="导出这一年的。")
@_HOME
def budget(path: str, *, year: int | None, home: str) -> int:
    """把执行数收进正在填的监控表、自评表；--export 导出批复数和执行数。.json 写 JSON，其余写 CSV。

    两边是同样的表头：年度、单位、项目编码、预算指标编号、项目名称、批复预算（元）、执行数（元）。收的时候
    按年度和项目编码找，已经填了别的数的不改，列出来请人核对。
    """
    _open(home)
    from jixiao.web.work import budget_exchange as exchange  # noqa: PLC0415 — needs the settings

    try:
        if year is not None:
            printed = exchange.as_json if path.endswith(".json") else exchange.as_csv
            rows = list(exchange.rows_of(year))
            Path(path).write_text(printed(rows), "utf-8")
            click.echo(f"已写入 {path}，{len(rows)} 个项目")
            return 0
        text = _text_of(Path(path).read_bytes(), path)
    except OSError as error:
        message = (
            f"打不开或写不了 {name_of(path)}：{reason_of(error)}。请检查路径和权限。"
        )
        raise UnreadableFile(message) from error
    taken = exchange.take(exchange.read(text))
    click.echo(f"收进 {taken.forms} 个项目的执行数")
    for line in taken.left:
        click.echo(line)
    return 1 if taken.left else 0


@office.command(short_help="给程序发一把接口密钥。")
@click.argument("username", metavar="USER")
@click.option("--name", required=True, metavar="TEXT", help="用来做什么。")
@click.option("--write", is_flag=True, help="也能写；不写就只能读。")
@click.option("--days", type=COUNT, default=90, show_default=True, help="有效几天。")
@_HOME
def token(username: str, *, name: str, write: bool, days: int, home: str) -> int:
    """以 USER 的名义发一把接口密钥，只显示这一次；它能看能写的与 USER 相同。"""
    _open(home)
    from jixiao.web.models import User  # noqa: PLC0415
    from jixiao.web.people import tokens  # noqa: PLC0415 — needs the settings

    user = User.objects.filter(username=username).first()
    if user is None:
        message = f"没有账号 {username}。"
        raise JixiaoError(message)
    click.echo(tokens.make(user, name, "read,write" if write else "read", days))
    return 0


@office.command(short_help="列出接口密钥，或收回一把。")
@click.option("--revoke", metavar="N", type=COUNT, help="收回第 N 号密钥。")
@_HOME
def tokens(*, revoke: int | None, home: str) -> int:
    """列出接口密钥：编号、以谁的名义、用途、权限、有效到、最近使用；--revoke 收回一把，立即失效。"""
    _open(home)
    from jixiao.web.people import tokens as keys  # noqa: PLC0415 — needs the settings

    if revoke is not None:
        click.echo(f"已收回 {keys.revoke(revoke)}")
        return 0
    for line in keys.listed():
        click.echo(line)
    return 0


def _open(home: str) -> None:
    """Let Django know which office is meant, and bring its tables up to date."""
    os.umask(0o077)  # what an office keeps is its own account's
    os.environ["JIXIAO_OFFICE_HOME"] = str(Path(home).absolute())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jixiao.web.settings")
    import django  # noqa: PLC0415 — slow to import

    from jixiao.web.running.readying import bring_tables_up_to_date  # noqa: PLC0415

    django.setup()
    bring_tables_up_to_date(Path(home).absolute())
