"""The `jixiao` command: its words, its exit codes, and errors in the user's words.

Exit codes: 0 clean, 1 something to look at, 2 misuse or a file that cannot be read.
"""

import gc
import io
import os
import sys
from contextlib import suppress
from typing import IO

import click

from jixiao.cli.audit import audit
from jixiao.cli.away import away
from jixiao.cli.bills import bills
from jixiao.cli.bundles import bundles
from jixiao.cli.cases import cases
from jixiao.cli.catalogue import checks
from jixiao.cli.check import check
from jixiao.cli.dialects import dialects
from jixiao.cli.dip import dip
from jixiao.cli.discharge import discharge
from jixiao.cli.drg import drg
from jixiao.cli.evaluate import evaluate
from jixiao.cli.explain import explain as explain_entry
from jixiao.cli.export import export
from jixiao.cli.grade import grade
from jixiao.cli.inspect import inspect
from jixiao.cli.knowledge import knowledge
from jixiao.cli.load import load
from jixiao.cli.measure import bind, measure, measures
from jixiao.cli.monitor import monitor
from jixiao.cli.new import new
from jixiao.cli.office import office
from jixiao.cli.outlook import outlook
from jixiao.cli.outlook_cases import look, record, warn
from jixiao.cli.outlook_fund import brief, prepay, relief, stress
from jixiao.cli.outlook_money import agree, instant, prepaid
from jixiao.cli.outlook_relief import effect, handover
from jixiao.cli.policies import policies
from jixiao.cli.prices import prices
from jixiao.cli.read import read
from jixiao.cli.serve import serve
from jixiao.cli.service import service
from jixiao.cli.service_control import control, samples
from jixiao.cli.service_disclosure import disclosure
from jixiao.cli.service_opinion import clocks, opinion
from jixiao.cli.settle import settle
from jixiao.cli.suggest import suggest
from jixiao.cli.synthesise import synthesise
from jixiao.cli.tips import tips
from jixiao.cli.topup import topup
from jixiao.cli.tree import tree
from jixiao.cli.words import CommandGroup, explain, speak_chinese
from jixiao.cli.write import convert, write
from jixiao.errors import JixiaoError, reason_of

MISUSE = 2
INTERRUPTED = 130


@click.group(name="jixiao", no_args_is_help=True, cls=CommandGroup)
@click.version_option(
    package_name="jixiao", message="jixiao %(version)s", help="显示版本。"
)
def app() -> None:
    """绩效：从纸上的目标到基金记录里的证据。"""


app.add_command(read)
app.add_command(check)
app.add_command(checks)
app.add_command(explain_entry)
app.add_command(write)
app.add_command(convert)
app.add_command(load)
app.add_command(knowledge)
app.add_command(bills)
app.add_command(settle)
app.add_command(dip)
app.add_command(drg)
app.add_command(away)
app.add_command(bundles)
app.add_command(audit)
app.add_command(cases)
app.add_command(inspect)
app.add_command(tips)
app.add_command(prices)
app.add_command(discharge)
app.add_command(topup)
app.add_command(tree)
app.add_command(grade)
app.add_command(service)
for command in (disclosure, opinion, clocks, control, samples):
    service.add_command(command)
app.add_command(measure)
app.add_command(measures)
app.add_command(bind)
app.add_command(monitor)
app.add_command(outlook)
for command in (
    look, stress, prepay, agree, prepaid, instant, relief, handover, effect, brief, warn, record,
):  # fmt: skip
    outlook.add_command(command)
app.add_command(evaluate)
app.add_command(suggest)
app.add_command(serve)
app.add_command(office)
app.add_command(export)
app.add_command(synthesise)
app.add_command(dialects)
app.add_command(policies)
app.add_command(new)


def run(arguments: list[str] | None = None) -> None:
    """Run the command line and exit; no traceback reaches a user."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 — for the whole run
    speak_chinese(sys.stdout)
    speak_chinese(sys.stderr)
    sys.stderr = _Unfailing(sys.stderr)
    # Reading and planning make many objects that live to the end: looking them through takes long.
    gc.set_threshold(50_000, 20, 50)
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
    except MemoryError:
        sys.stderr.write(
            "错误：内存不够，没有做完。请减少一次处理的量，或换内存更大的机器。\n"
        )
        return MISUSE
    except BrokenPipeError:
        # The reader of a pipe, such as head, has had enough; nothing is left to flush to it.
        _discard_output()
        return 0
    except OSError as error:
        _discard_output()
        sys.stderr.write(
            f"错误：写不出结果：{reason_of(error)}。请检查磁盘或输出的去处。\n"
        )
        return MISUSE
    return code if isinstance(code, int) else 0


class _Unfailing(io.TextIOBase):
    """Standard error that may be closed or full: what cannot be told changes no exit code."""

    def __init__(self, stream: IO[str] | None) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write what can be written."""
        with suppress(OSError, ValueError, AttributeError):
            if self._stream is not None:
                self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        """Flush what can be flushed."""
        with suppress(OSError, ValueError, AttributeError):
            if self._stream is not None:
                self._stream.flush()

    def isatty(self) -> bool:
        """Whether a person looks on."""
        return self._stream is not None and self._stream.isatty()

    def fileno(self) -> int:
        """The number of the file behind it."""
        if self._stream is None:
            raise io.UnsupportedOperation("fileno")
        return self._stream.fileno()

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """As that of the stream behind it."""
        return getattr(self._stream, "encoding", None) or "utf-8"


def _discard_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    run()
