"""`jixiao serve`: the office in the browser, with its worker."""

import logging
import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli import demo_county
from jixiao.cli.words import COUNT, Command
from jixiao.errors import JixiaoError

if TYPE_CHECKING:
    from jixiao.web.running.installation import Installation
    from jixiao.web.running.worker_keeping import WorkerKeeper

_THREADS = 4
_SET = "办公系统的设置"
_PATIENT = "jixiao.web.running.patient_worker.PatientWorker"
_MOST_CONNECTIONS = 2_000
_SILENT, _LOOK_EVERY = 20, 5
"""Seconds after which a silent connection is closed, and between looks for such."""
_DEMO = _RECORDS, _ = Path("out/demo/county"), Path("out/demo/last_year")
"""Where make demo leaves the fund's records of the demo county: this year's, and the one's before."""
_STORY = Path(__file__).parents[3] / "examples" / "stories" / "qingshui_2026"


@click.command(
    short_help="打开办公页面：申报、审核、批复、公开、监控、自评。", cls=Command
)
@click.option(
    "--home",
    metavar="DIR",
    default="out/office",
    show_default=True,
    help="数据放在哪里。",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="听哪个地址。")
@click.option(
    "--port", type=COUNT, default=8710, show_default=True, help="听哪个端口。"
)
@click.option(
    "--workers", type=COUNT, default=2, show_default=True, help="几个网页进程。"
)
@click.option(
    "--production", is_flag=True, help="正式使用：设置不安全就不启动，不装演示数据。"
)
@click.option(
    "--part",
    type=click.Choice(["all", "web", "worker"]),
    default="all",
    show_default=True,
    help="只开网页或只做后台作业，分成两个服务时用。",
)
def serve(
    home: str, *, host: str, port: int, workers: int, production: bool, part: str
) -> int:
    """打开办公页面，连同后台作业，在浏览器里用；按 Ctrl+C 停止。

    第一次启动装入演示用的清水县（虚构），每个角色一个账号，密码只显示这一次。正式使用加 --production：
    设置不安全的会逐条说明，不启动。
    """
    os.umask(0o077)  # what an office keeps is its own account's
    os.environ["JIXIAO_OFFICE_HOME"] = str(Path(home).absolute())
    os.environ["DJANGO_SETTINGS_MODULE"] = "jixiao.web.settings"
    from jixiao.web.running.installation import Installation  # noqa: PLC0415 — reads what was just set

    office = Installation.load()
    office.secret_key()
    if production and (faults := list(office.unsafe())):
        listed = "\n".join(f"  - {fault}" for fault in faults)
        message = f"这样启动不安全：\n{listed}\n改好后再启动。"
        raise JixiaoError(message)
    if part == "worker":
        return _work(office)
    _prepare(office.home, demo=not production)
    _note_settings(office)
    if production:
        _refuse_demo()
        _refuse_open_records()
        _offer_administrator(home)
    click.echo(f"打开 http://{host}:{port}/ ；按 Ctrl+C 停止。")
    with nullcontext() if part == "web" else _working(office):
        _listen(
            f"{host}:{port}", workers, threads=office.threads or sys.platform == "win32"
        )
    return 0


def _work(office: "Installation") -> int:
    """Do the work of the background until this process is asked to stop, or no worker runs any more.

    Raises:
        JixiaoError: every worker was given up.
    """
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    with _working(office) as keepers:
        while not stopped.wait(_LOOK_EVERY):
            # A wait without end hears no signal on Windows.
            if all(keeper.is_given_up for keeper in keepers):
                message = "后台程序都一启动就中断，没有一个在做。原因写在上面的日志里，改好后再启动。"
                raise JixiaoError(message)
    return 0


def _note_settings(office: "Installation") -> None:
    """Write the settings into the trail, where they are not those of the last start."""
    from jixiao.web.models import Trail  # noqa: PLC0415 — needs the settings

    last = Trail.objects.filter(action=_SET).order_by("-id").first()
    said = office.said()
    if last is None or last.about != said:
        Trail.objects.create(action=_SET, about=said)


def _offer_administrator(home: str) -> None:
    """Say how an administrator is made, where there is none yet."""
    from jixiao.web.people.administrators import is_there  # noqa: PLC0415 — needs the settings

    if not is_there():
        click.echo(
            f"还没有管理员：请另开一个窗口运行 jixiao office administrator admin --home {home}"
        )


@contextmanager
def _working(office: "Installation") -> Iterator[list["WorkerKeeper"]]:
    """Keep the workers running, each in a process: one that dies is begun anew, though not for ever."""
    from jixiao.web.background.worker import names  # noqa: PLC0415 — the web extra's
    from jixiao.web.running.worker_keeping import WorkerKeeper  # noqa: PLC0415 — as above

    log = logging.getLogger("jixiao.web")
    keepers = [
        WorkerKeeper(name, office.home, log.error) for name in names(office.readers)
    ]
    ours = os.getpid()
    for keeper in keepers:
        threading.Thread(target=keeper.keep, daemon=True).start()
    try:
        yield keepers
    finally:
        # The server's own children come through here too when they end; the workers are not theirs.
        if os.getpid() == ours:
            for keeper in keepers:
                keeper.over.set()
            _end([keeper.process for keeper in keepers if keeper.process])


def _end(processes: list[subprocess.Popen[bytes]]) -> None:
    """Ask processes to stop, all at once, and wait for each of them for a while."""
    for process in processes:
        process.terminate()
    for process in processes:
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)


def _prepare(home: Path, *, demo: bool) -> None:
    """Bring the tables up to date, gather what pages load, and load the demo the first time."""
    import django  # noqa: PLC0415 — slow to import
    from django.core.management import call_command  # noqa: PLC0415

    from jixiao.web.running.readying import bring_tables_up_to_date  # noqa: PLC0415

    django.setup()
    bring_tables_up_to_date(home)
    call_command("collectstatic", interactive=False, verbosity=0)
    if demo:
        _load_demo(home)


def _load_demo(home: Path) -> None:
    """Load the demo county the first time, and tell its accounts."""
    from jixiao.web.running import demo  # noqa: PLC0415 — needs the settings

    story = _STORY if _STORY.is_dir() else demo_county.STORY
    if demo.has_begun() or not story.is_dir():
        return
    folders = _demo_records(story, home)
    accounts = demo.load_demo(demo.read_story(story), *folders)
    click.echo("演示账号（密码只显示这一次）：")
    for account in accounts:
        name = f"  {account.title:<6}\t{account.username}"
        click.echo(f"{name}\t{account.password}\t{account.organisation}")
    if folders[0] is None:
        click.echo(
            f"没有找到 {_RECORDS}：先运行 make demo 再用新的 --home 打开，监控和自评才有记录可算。"
        )


def _demo_records(story: Path, home: Path) -> tuple[Path | None, Path | None]:
    """Return the folders of the demo county's records: those of make demo, or made where it is installed."""
    if story is demo_county.STORY:
        click.echo("正在造演示县（虚构）两年的基金记录，要一两分钟……")
        return demo_county.records_of(story, home / "demo")
    year, before = (folder if folder.is_dir() else None for folder in _DEMO)
    return year, before


def _refuse_demo() -> None:
    """Refuse to open an office to others in which the accounts of the demo still are.

    Raises:
        JixiaoError: they are.
    """
    from jixiao.web.running.demo import demo_accounts  # noqa: PLC0415 — needs the settings

    if accounts := demo_accounts():
        listed = "、".join(accounts[:5])
        message = (
            f"这里装着演示数据，演示账号（{listed}）还能登录，不能正式使用。"
            "请用 --home 另指一个文件夹。"
        )
        raise JixiaoError(message)


def _refuse_open_records() -> None:
    """Refuse to open an office whose fund's records others on the machine can read.

    Raises:
        JixiaoError: they can.
    """
    from jixiao.web.models import Organisation  # noqa: PLC0415 — needs the settings
    from jixiao.web.running.installation import open_to_others  # noqa: PLC0415

    folders = Organisation.objects.exclude(records="").values_list("records", flat=True)
    for folder in sorted(set(folders)):
        if fault := open_to_others([Path(folder)]):
            message = f"基金数据 {fault}\n改好后再启动。"
            raise JixiaoError(message)


def _listen(address: str, workers: int, *, threads: bool) -> None:
    """Serve until it is stopped: in processes, or in threads of one where there are no such (Windows)."""
    if threads:
        from waitress import serve as listen  # noqa: PLC0415 — not needed on other systems

        from jixiao.web.wsgi import application  # noqa: PLC0415 — needs the settings

        listen(
            application,
            listen=address,
            threads=_THREADS * workers,
            ident=None,
            connection_limit=_MOST_CONNECTIONS,
            channel_timeout=_SILENT,
            cleanup_interval=_LOOK_EVERY,
            asyncore_use_poll=hasattr(select, "poll"),
        )
        return
    from gunicorn.app.base import BaseApplication  # noqa: PLC0415 — not on every system

    class Server(BaseApplication):  # type: ignore[misc]
        """Gunicorn with our settings."""

        def load_config(self) -> None:
            """Set what is not the default."""
            self.cfg.set("bind", address)
            self.cfg.set("workers", workers)
            self.cfg.set("preload_app", True)  # noqa: FBT003 — gunicorn's own way
            self.cfg.set("worker_class", _PATIENT)
            self.cfg.set("threads", 4 * _THREADS)
            self.cfg.set("keepalive", 5)
            self.cfg.set("limit_request_line", 4094)
            self.cfg.set("limit_request_fields", 60)
            self.cfg.set("limit_request_field_size", 8190)
            self.cfg.set("timeout", 60)
            self.cfg.set("graceful_timeout", 10)
            self.cfg.set("loglevel", "warning")

        def load(self) -> object:
            """Return what is served."""
            from jixiao.web.wsgi import application  # noqa: PLC0415 — needs the settings

            return application

    Server().run()
