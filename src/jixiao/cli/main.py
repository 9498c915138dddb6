"""The `jixiao` command: its words, its exit codes, and errors in the user's words.

Exit codes: 0 clean, 1 something to look at, 2 misuse or a file that cannot be read.
"""

import os
import sys

import click

from jixiao.cli.dialects import dialects
from jixiao.cli.new import new
from jixiao.cli.read import read
from jixiao.errors import JixiaoError

MISUSE = 2
INTERRUPTED = 130


@click.group(name="jixiao", no_args_is_help=True)
@click.version_option(package_name="jixiao", message="jixiao %(version)s")
def app() -> None:
    """绩效：从纸上的目标到基金记录里的证据。"""


app.add_command(read)
app.add_command(dialects)
app.add_command(new)


def run(arguments: list[str] | None = None) -> None:
    """Run the command line and exit; no traceback reaches a user."""
    sys.exit(main(arguments))


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and give its exit code."""
    try:
        code = app.main(args=arguments, prog_name="jixiao", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as error:
        sys.stderr.write(error.format_message() + "\n")
        return MISUSE
    except click.ClickException as error:
        sys.stderr.write(f"用法错误：{explain(error)}\n运行 jixiao --help 查看用法。\n")
        return MISUSE
    except JixiaoError as error:
        sys.stderr.write(f"错误：{error}\n")
        return MISUSE
    except (KeyboardInterrupt, click.Abort):
        sys.stderr.write("已中断。\n")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe, such as head, has had enough; nothing is left to flush to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code if isinstance(code, int) else 0


def explain(error: click.ClickException) -> str:
    """Say in Chinese what was wrong with the call."""
    match error:
        case click.NoSuchOption():
            return f"没有选项 {error.option_name}。"
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 缺少值或写法不对。"
        case click.MissingParameter():
            return f"缺少{_name_of(error)}。"
        case click.BadParameter() if error.param and isinstance(error.param.type, click.IntRange):
            return f"{_name_of(error)}应为不小于 {error.param.type.min} 的整数。"
        case click.BadParameter():
            return f"{_name_of(error)}的值不对：{error.message}"
        case click.UsageError() if error.message.startswith("No such command"):
            return f"没有命令 {error.message.split()[-1].strip('.')}。"
        case _:
            return error.format_message()


def _name_of(error: click.BadParameter) -> str:
    return f" {error.param.human_readable_name} " if error.param else "参数"


if __name__ == "__main__":
    run()
