"""`jixiao office`: backup, restore, accounts in and out."""

import os
from contextlib import suppress
from pathlib import Path

import click

from jixiao.cli.words import COUNT, CommandGroup
from jixiao.errors import JixiaoError, UnreadableFile, name_of, reason_of

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
@_HOME
def restore(path: str, *, home: str) -> int:
    """把备份恢复到空的文件夹或空的数据库，并逐条核对办理记录；已有数据的不动。"""
    _open(home)
    from jixiao.web.running.backup import restore as bring_back  # noqa: PLC0415 — needs the settings

    click.echo(f"已恢复 {bring_back(Path(path))} 行，办理记录逐条核对无误")
    return 0


@office.command(short_help="成批建账号，或导出账号表。")
@click.argument("path", metavar="FILE.csv")
@click.option("--export", is_flag=True, help="导出现有账号，不含密码。")
@_HOME
def accounts(path: str, *, export: bool, home: str) -> int:
    """按 CSV 成批建单位、账号和角色（账号、姓名、单位、级次、上级、财政、角色、停用），初始密码只显示一次。"""
    _open(home)
    from jixiao.web.people import roster  # noqa: PLC0415 — needs the settings

    try:
        if export:
            Path(path).write_text(roster.give(), "utf-8")
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


def _open(home: str) -> None:
    """Let Django know which office is meant, and bring its tables up to date."""
    os.environ["JIXIAO_OFFICE_HOME"] = str(Path(home).absolute())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jixiao.web.settings")
    import django  # noqa: PLC0415 — slow to import
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", verbosity=0)
