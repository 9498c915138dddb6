"""`jixiao new`: write a starter for an entry of a library."""

import sys
from functools import partial
from pathlib import Path

import click

from jixiao.cli.starter import (
    KINDS,
    EntryKind,
    check_name,
    checkout,
    families,
    folder_for,
    make_family,
    make_folder,
    next_code,
    plain,
    write_new,
    write_starter,
)
from jixiao.cli.words import Command, CommandGroup
from jixiao.errors import JixiaoError

_TITLE = click.option("--title", metavar="TITLE", help="中文名称。")
_TO = click.option(
    "--to", metavar="DIR", help="写在哪个文件夹；不写则放在源码里这一类条目的文件夹。"
)


@click.group(short_help="新建一个条目的样稿。", no_args_is_help=True, cls=CommandGroup)
def new() -> None:
    """新建一个条目的样稿：写出来就能用，测试通过；再改成要的样子。"""


def _add_entry_command(kind: EntryKind) -> None:
    """Add the command of a kind whose entries are a function and its page."""
    command = click.command(
        kind.word,
        cls=Command,
        short_help=f"写一个新{kind.title}的样稿。",
        help=f"写一个{kind.title}的样稿：一个函数和一页说明。代码接着这一类最后一个往下编。",
    )
    family = click.option(
        "--family", metavar="FAMILY", help="归在哪一类：已有的文件夹，或新的。"
    )
    name = click.argument("name", metavar="NAME")
    new.add_command(command(name(family(_TITLE(_TO(partial(_new_entry, kind)))))))


def _new_entry(
    kind: EntryKind, name: str, family: str | None, title: str | None, to: str | None
) -> int:
    check_name(name)
    if family is None:
        message = (
            f"请用 --family 指明归在哪一类：{'、'.join(families(kind))}，或新的一类。"
        )
        raise JixiaoError(message)
    check_name(family)
    folder = folder_for(kind, to)
    if to is None:
        folder /= family
        make_family(folder)
    code = next_code(kind, family, folder)
    words = {"code": code, "title": plain(title or f"（请写{kind.title}名称）")}
    _report(write_starter(kind, name, folder, words))
    sys.stdout.write(
        f"代码 {code}。下一步：改好规则、限和例子，再运行 make docs 和 make test。\n"
    )
    if to is not None:
        sys.stdout.write(f"放进源码的 src/jixiao/{kind.folder}/{family} 才会用到它。\n")
    return 0


for _kind in KINDS.values():
    if _kind.families:
        _add_entry_command(_kind)


@new.command(short_help="写一张新基金表的样稿。", cls=Command)
@click.argument("name", metavar="NAME")
@_TITLE
@_TO
def table(name: str, title: str | None, to: str | None) -> int:
    """写一张基金表的样稿：列、主键、代码。NAME 是表名的小写，如 drug_stock。"""
    from jixiao.fund.tables import TYPES  # noqa: PLC0415 — kept out of jixiao --help

    kind = KINDS["table"]
    check_name(name)
    words = {
        "title": plain(title or "（请写表的名称）"),
        "upper": name.upper(),
        "types": "、".join(TYPES),
    }
    _report(write_starter(kind, name, folder_for(kind, to), words))
    sys.stdout.write(
        "下一步：写好列，再运行 make docs 和 make test，用 jixiao load 试收。\n"
    )
    return 0


@new.command(short_help="写一份新待遇政策的样稿。", cls=Command)
@click.argument("name", metavar="NAME")
@_TITLE
@click.option(
    "--extends",
    metavar="CODE",
    default="base",
    help="以哪个政策为底；不写则以 base 为底。",
)
@_TO
def policy(name: str, title: str | None, extends: str, to: str | None) -> int:
    """写一份待遇政策的样稿，如 pingluo_resident_2026；只写与为底的政策不同之处。"""
    from jixiao.fund.benefits import load_policies  # noqa: PLC0415 — kept out of jixiao --help

    kind = KINDS["policy"]
    check_name(name)
    known = ["base", *load_policies()]
    if extends not in known:
        message = f"没有可作底的政策 {extends}；现有 {'、'.join(known)}。"
        raise JixiaoError(message)
    words = {"title": plain(title or "（请写政策名称）"), "extends": extends}
    folder = folder_for(kind, to)
    _report(write_starter(kind, name, folder, words))
    sys.stdout.write("下一步：改好数字和依据，再用 jixiao settle 试算。\n")
    if to is not None:
        sys.stdout.write(
            f"要用到它：jixiao settle … --policies {folder} --policy {name}\n"
        )
    return 0


@new.command(short_help="写一份新表式的样稿。", cls=Command)
@click.argument("name", metavar="NAME")
@click.option("--title", metavar="TITLE", help="表式的中文名称，只有这种表才印的。")
@click.option(
    "--extends",
    metavar="CODE",
    default="base",
    help="以哪个表式为底；不写则以 base 为底。",
)
@click.option(
    "--to",
    metavar="DIR",
    help="写在哪个文件夹；不写则放在 JIXIAO_DIALECTS 所指的，或源码里的表式文件夹。",
)
def dialect(name: str, title: str | None, extends: str, to: str | None) -> int:
    """写一份新表式的样稿和一个例子，改几行即可使用。

    NAME 是表式的代码，如 zhongning_2026：小写拼音、数字和下划线。
    """
    from jixiao.cli.new_form import (  # noqa: PLC0415 — kept out of jixiao --help
        example,
        printed_title,
        template_words,
    )
    from jixiao.settings import Settings  # noqa: PLC0415
    from jixiao.targets import FOLDER, dialects  # noqa: PLC0415

    check_name(name)
    if extends not in dialects():
        message = f"没有可作底的表式 {extends}；现有 {'、'.join(dialects())}。"
        raise JixiaoError(message)
    base, searched = dialects()[extends], Settings.load().dialects
    printed = printed_title(name, plain(title) if title else None, dialects().values())
    words = template_words(printed, base) | {
        "title": plain(title) if title else printed
    }
    kind = KINDS["dialect"]
    folder = searched if to is None and searched else folder_for(kind, to)
    written = write_starter(kind, name, folder, words)
    root = checkout()
    if root is not None and folder == FOLDER:
        examples = root / "examples" / "documents" / name
        make_folder(examples)
        write_new(examples / f"{name}.txt", example(printed, base))
        written.append(examples / f"{name}.txt")
    _report(written)
    sys.stdout.write(
        "下一步：改好 recognise、[form] 和不同的标签，用 jixiao read 试读；"
        "在源码里再改例子，运行 make golden 和 make docs。\n"
    )
    if folder.resolve() not in (FOLDER.resolve(), (searched or FOLDER).resolve()):
        sys.stdout.write(
            f"要让 jixiao 用到它，请设置环境变量 JIXIAO_DIALECTS={folder}\n"
        )
    return 0


def _report(paths: list[Path]) -> None:
    for path in paths:
        sys.stdout.write(f"已写好 {path}\n")
