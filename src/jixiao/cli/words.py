"""Help and errors of the command line in Chinese."""

from collections.abc import Iterable
from typing import IO, Any

import click

_HEADINGS = {"Options": "选项", "Commands": "命令"}
_TEXTS = {"Show this message and exit.": "显示本帮助。"}


class Formatter(click.HelpFormatter):
    """Prints help with Chinese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Print the line of usage."""
        words = args.replace("[OPTIONS]", "[选项]").replace(
            "COMMAND [ARGS]...", "命令 …"
        )
        super().write_usage(prog, words, prefix or "用法：")

    def write_heading(self, heading: str) -> None:
        """Print a heading."""
        super().write_heading(_HEADINGS.get(heading, heading))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Print options or commands with what they do."""
        in_chinese = [(term, _TEXTS.get(text, text)) for term, text in rows]
        super().write_dl(in_chinese, col_max, col_spacing)


class Context(click.Context):
    """Prints with our formatter."""

    formatter_class = Formatter


class Command(click.Command):
    """A command whose help is Chinese."""

    context_class = Context


class CommandGroup(click.Group):
    """A group of commands whose help is Chinese."""

    context_class = Context
    command_class = Command


class WholeNumber(click.ParamType[int]):
    """A whole number above zero."""

    name = "count"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """Read the number, or say what it should be."""
        text = str(value)
        if not (text.isascii() and text.isdecimal()) or int(text) == 0:
            self.fail(f"现为“{text}”，应为不小于 1 的整数", param, ctx)
        return int(text)


COUNT = WholeNumber()


def explain(error: click.ClickException) -> str:
    """Say in Chinese what was wrong with the call."""
    match error:
        case click.NoSuchOption():
            return f"没有选项 {error.option_name}。"
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 缺少值或写法不对。"
        case click.MissingParameter():
            return f"缺少 {_name_of(error)}。"
        case click.BadParameter():
            return f"{_name_of(error)} 的值不对：{error.message}。"
        case click.UsageError() if error.message.startswith("No such command"):
            name = error.message.split()[-1].strip("'.")
            return f"没有命令 {name}。"
        case click.UsageError() if error.message.startswith("Got unexpected extra"):
            extra = error.message.partition("(")[2].strip(")")
            return f"多写了 {extra}。"
        case _:
            return error.format_message()


def _name_of(error: click.BadParameter) -> str:
    if isinstance(error.param, click.Option):
        return error.param.opts[-1]
    return error.param.human_readable_name if error.param else "参数"


def speak_chinese(stream: IO[Any] | None) -> None:
    """Let a stream print Chinese where its own encoding cannot."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        "绩效—≥".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        encoding = "utf-8"
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(encoding=encoding, errors="replace")
