"""Processes of their own for what opens foreign files: a fault there is about one file only."""

import atexit
import contextlib
import gc
import os
import queue
import signal
import struct
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from importlib import import_module
from pathlib import Path
from typing import IO, Any, Generic, TypeVar

import msgspec

from jixiao import errors
from jixiao.errors import JixiaoError, UnreadableDocument
from jixiao.settings import Settings

Task = TypeVar("Task")
Answer = TypeVar("Answer")
Tick = Callable[[], None]
"""Called where a long task has come further: the time it may take begins anew."""

_LENGTH = struct.Struct(">Q")
_GRACE = 3
"""Seconds that a process has to say for itself that a task took too long."""
_OF_OURS = "JIXIAO_"
_MEMORY = "memory"
_UNFORESEEN = "unforeseen"
_QUIETLY = {"RUST_BACKTRACE": "0"}
"""A library out of memory would wait for ever for the memory to tell of it."""
_MAIN = "from jixiao.documents.worker import main; main()"


@dataclass(frozen=True, slots=True)
class Service(Generic[Task, Answer]):
    """Something a process can be asked for.

    `address` is where the service itself stands (module:name): the process looks it up there.
    `perform` is what it does, within the limits of the settings; what is wrong with the file it
    raises as a `JixiaoError`.
    """

    address: str
    task: type[Task]
    answer: type[Answer]
    perform: Callable[[Task, Settings, Tick], Answer]


class _Order(msgspec.Struct, frozen=True):
    service: str
    limits: dict[str, int]
    task: bytes


class _Report(msgspec.Struct, frozen=True):
    """An answer, or the kind of a fault and its words; after a fault of ours, where it was."""

    answer: bytes | None = None
    kind: str = ""
    words: str = ""


def ask(
    service: Service[Task, Answer], task: Task, name: str, settings: Settings
) -> Answer:
    """Let a process do a task on the file called `name`; as many run as are asked at once.

    Raises:
        UnreadableDocument: the task took more than `settings.longest_reading` seconds since it
            began or last came further, or more than `settings.reading_memory` megabytes, or its
            process died.
        JixiaoError: what the service raised.
    """
    try:
        worker = _IDLE.pop()
    except IndexError:
        worker = Worker()
        _WORKERS.append(worker)
    try:
        return worker.ask(service, task, name, settings)
    finally:
        _IDLE.append(worker)


class Worker:
    """One process, begun when first asked and begun anew after a fault."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._environment: dict[str, str] = {}

    def ask(
        self, service: Service[Task, Answer], task: Task, name: str, settings: Settings
    ) -> Answer:
        """Let the process do a task; raises as `ask` of the module does."""
        order = _Order(
            service.address, _limits_of(settings), msgspec.msgpack.encode(task)
        )
        frame = msgspec.msgpack.encode(order)
        has_served = self._is_running()
        report = self._exchange(frame, name, settings.longest_reading)
        if has_served and (report is None or report.kind == _MEMORY):
            # What it read before may have filled it: one that has read nothing decides.
            report = self._exchange(frame, name, settings.longest_reading)
        if report is None:
            raise _death(name, settings)
        if report.answer is None:
            raise _fault(report, name, settings)
        try:
            return msgspec.msgpack.decode(report.answer, type=service.answer)
        except msgspec.ValidationError as error:
            raise unforeseen(name, f"{service.address}: {error}") from error

    def _exchange(self, order: bytes, name: str, seconds: int) -> _Report | None:
        """Send an order and wait for the report; None where the process died."""
        process = self._running()
        frames: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()

        def talk() -> None:
            try:
                _send(process.stdin, order)
                while (frame := _receive(process.stdout)) == b"":
                    frames.put(frame)
                frames.put(frame)
            except (OSError, ValueError):
                frames.put(None)

        threading.Thread(target=talk, daemon=True).start()
        try:
            while (frame := frames.get(timeout=seconds + _GRACE)) == b"":
                pass
        except queue.Empty:
            self.end()
            raise _too_slow(name, seconds) from None
        except BaseException:
            self.end()  # an answer that nobody waits for is not the next task's
            raise
        report = msgspec.msgpack.decode(frame, type=_Report) if frame else None
        if report is None or report.kind in (_MEMORY, _UNFORESEEN):
            self.end()
        return report

    def _is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def _running(self) -> subprocess.Popen[bytes]:
        environment = {
            name: value
            for name, value in os.environ.items()
            if name.startswith(_OF_OURS)
        }
        if not self._is_running() or environment != self._environment:
            self.end()
            self._environment = environment
            self._process = subprocess.Popen(  # noqa: S603 — this very module
                [sys.executable, "-P", "-c", _MAIN],
                env={**os.environ, **_QUIETLY},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        assert self._process is not None  # noqa: S101 — it was begun just now
        return self._process

    def end(self) -> None:
        """End the process with all that it began, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(OSError, AttributeError):
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                if stream:
                    stream.close()


_WORKERS: list[Worker] = []
_IDLE: list[Worker] = []


def end_all() -> None:
    """End every process; the next task begins one."""
    for worker in _WORKERS:
        worker.end()


def _forget_all() -> None:
    """Leave the processes to the parent: a child does not talk to them."""
    _WORKERS.clear()
    _IDLE.clear()


atexit.register(end_all)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_all)


def _limits_of(settings: Settings) -> dict[str, int]:
    return {
        limit.name: getattr(settings, limit.name)
        for limit in fields(settings)
        if limit.type is int
    }


def _too_slow(name: str, seconds: int) -> UnreadableDocument:
    return UnreadableDocument(
        f"{name} 读了 {seconds} 秒还没有读完，不再等待。请拆分后再读取，"
        "或用环境变量 JIXIAO_LONGEST_READING 提高上限（秒）。"
    )


def _death(name: str, settings: Settings) -> UnreadableDocument:
    return UnreadableDocument(
        f"{name} 使读取程序中断：可能已损坏，或展开后要用的内存超过"
        f" {settings.reading_memory} MB 的上限。其余文件不受影响；请重新下载或导出，"
        "或用环境变量 JIXIAO_READING_MEMORY 提高上限（MB）。"
    )


def _fault(report: _Report, name: str, settings: Settings) -> JixiaoError:
    """The error that a report tells of."""
    if report.kind == _MEMORY:
        return UnreadableDocument(
            f"{name} 要用的内存超过 {settings.reading_memory} MB 的上限，没有读。请拆分，"
            "或删去多余的内容后再读取，或用环境变量 JIXIAO_READING_MEMORY 提高上限（MB）。"
        )
    if report.kind == _UNFORESEEN:
        return unforeseen(name, report.words)
    kind = getattr(errors, report.kind, JixiaoError)
    fault: JixiaoError = kind.__new__(kind, report.words)
    Exception.__init__(fault, report.words)
    return fault


def unforeseen(name: str, place: str) -> UnreadableDocument:
    """The error of a file that no reader foresaw; `place` in the code is for its keepers."""
    fault = UnreadableDocument(
        f"{name} 的内容不合常规，读取时出错，没有读。其余文件不受影响；"
        "请用办公软件打开，重新另存后再读取；仍读不了的，请把它交给系统的维护人员。"
    )
    fault.add_note(place)
    return fault


@contextlib.contextmanager
def refusing_the_unforeseen(name: str) -> Iterator[None]:
    """Turn what no reader foresaw, in this process, into the error of the file.

    Raises:
        UnreadableDocument: for an exception that is none of ours.
    """
    try:
        yield
    except JixiaoError:
        raise
    except Exception as error:
        raise unforeseen(name, place_of(error)) from error


def place_of(error: BaseException) -> str:
    """Where in the code an exception was raised, and its kind; nothing of what a file holds."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno} " if frames else ""
    return f"{where}{type(error).__name__}"


def _send(stream: IO[bytes] | None, frame: bytes) -> None:
    if stream is None:
        return
    stream.write(_LENGTH.pack(len(frame)))
    stream.write(frame)
    stream.flush()


def _receive(stream: IO[bytes] | None) -> bytes | None:
    """The next frame, or None at the end."""
    head = stream.read(_LENGTH.size) if stream else b""
    if stream is None or len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    frame = stream.read(length)
    return frame if len(frame) == length else None


def serve(orders: IO[bytes], answers: IO[bytes]) -> None:
    """Report on orders until there are no more, or one could not be carried out in order."""
    while (frame := _receive(orders)) is not None:
        order = msgspec.msgpack.decode(frame, type=_Order)
        limits: dict[str, Any] = {**order.limits}
        settings = replace(Settings.load(), **limits)
        report = _report(order, settings, answers)
        _end_after(0)
        _send(answers, msgspec.msgpack.encode(report))
        if report.kind in (_MEMORY, _UNFORESEEN):
            return


def _report(order: _Order, settings: Settings, answers: IO[bytes]) -> _Report:
    """Carry out an order; whatever goes wrong is a report."""
    seconds = settings.longest_reading + 2 * _GRACE

    def tick() -> None:
        _end_after(seconds)
        _send(answers, b"")

    try:
        service = _service_at(order.service)
        _end_after(seconds)
        _hold_to(settings.reading_memory)
        task = msgspec.msgpack.decode(order.task, type=service.task)
        answer = service.perform(task, settings, tick)
        return _Report(answer=msgspec.msgpack.encode(answer))
    except JixiaoError as error:
        return _Report(kind=type(error).__name__, words=str(error))
    except MemoryError:
        return _Report(kind=_MEMORY)
    except BaseException as error:  # noqa: BLE001 — a library's panic is no Exception
        if isinstance(error.__cause__ or error.__context__, MemoryError):
            return _Report(kind=_MEMORY)
        return _Report(kind=_UNFORESEEN, words=place_of(error))


def _service_at(address: str) -> Service[Any, Any]:
    module, _, name = address.partition(":")
    service: Service[Any, Any] = getattr(import_module(module), name)
    return service


def _end_after(seconds: int) -> None:
    """Have the system end this process; who asked may be gone by then."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def _hold_to(megabytes: int) -> None:
    """Let this process take no more memory, where the system knows such a limit."""
    try:
        import resource  # noqa: PLC0415 — not on every system
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = megabytes * 1_000_000
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def main() -> None:
    """Keep the answers' pipe to ourselves: what a library prints goes nowhere."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    gc.set_threshold(50_000, 20, 50)  # as a command of ours does
    serve(sys.stdin.buffer, answers)
