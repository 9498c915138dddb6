"""`jixiao new`: write a starter for an entry of a library."""

import re
import sys
from pathlib import Path

import click

from jixiao.cli.words import Command, Group
from jixiao.errors import JixiaoError, reason_of

_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_STARTER = """\
# 只写与 {extends} 不同之处；全部可写的项目见 {extends}.toml 及其注释。
# 写好 recognise 之后，运行 jixiao read 某文件 --dialect {name} 试读，再不带 --dialect 看能否自动识别。

[dialect]
code      = "{name}"
title     = "{title}"
extends   = "{extends}"
# 只有这种表才有的几处文字，全部出现才算认出；不计空格和全角半角。
recognise = []
framework = "mof_2015"   # 成本自成一级指标的表用 mof_2021

# [fields]                       # 标签与通用的不同时
# term = ["项目起止年限"]

# [funding]
# unit = "元"                    # 表上没印金额单位时按此
# [funding.blocks.annual]
# total = ["本年度预算金额"]

# [objectives]
# objective = ["年度绩效总目标"]

# [indicators]
# name  = ["指标内容"]
# value = ["年度目标值"]
"""


@click.group(short_help="新建一个条目的样稿。", no_args_is_help=True, cls=Group)
def new() -> None:
    """新建一个条目的样稿。"""


@new.command(short_help="写一份新表式的样稿。", cls=Command)
@click.argument("name", metavar="NAME")
@click.option("--title", metavar="TITLE", default="（请写表式名称）", help="表式的中文名称。")
@click.option(
    "--extends", metavar="CODE", default="base", help="以哪个表式为底；不写则以 base 为底。"
)
@click.option(
    "--folder",
    metavar="DIR",
    help="写在哪个文件夹；不写则放在 JIXIAO_DIALECTS 所指的，或程序自己的表式文件夹。",
)
def dialect(name: str, title: str, extends: str, folder: str | None) -> int:
    """写一份新表式的样稿，改几行即可使用。

    NAME 是表式的代码，如 zhongning_2026：小写拼音、数字和下划线。
    """
    from jixiao.settings import Settings  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.targets import FOLDER, dialects  # noqa: PLC0415

    if not _NAME.fullmatch(name):
        message = f"代码“{name}”不合规则：用小写拼音、数字和下划线，如 zhongning_2026。"
        raise JixiaoError(message)
    if extends not in dialects():
        message = f"没有可作底的表式 {extends}；现有 {'、'.join(dialects())}。"
        raise JixiaoError(message)
    searched = Settings.load().dialects or FOLDER
    path = Path(folder or searched, f"{name}.toml")
    if path.exists():
        message = f"{path} 已存在，没有改动它。请换一个代码，或直接编辑该文件。"
        raise JixiaoError(message)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(_STARTER.format(name=name, title=_plain(title), extends=extends))
    except OSError as error:
        message = f"不能写入 {path}：{reason_of(error)}。请用 --folder 换一个文件夹。"
        raise JixiaoError(message) from error
    sys.stdout.write(
        f"已写好 {path}\n下一步：填写 recognise 和不同的标签，再用 jixiao read 试读。\n"
    )
    if path.parent.resolve() not in (FOLDER.resolve(), searched.resolve()):
        sys.stdout.write(f"要让 jixiao 用到它，请设置环境变量 JIXIAO_DIALECTS={path.parent}\n")
    return 0


def _plain(title: str) -> str:
    """Leave out what would break the quotes of a TOML string."""
    printable = "".join(c for c in title if c.isprintable())
    return printable.replace("\\", "").replace('"', "”")
