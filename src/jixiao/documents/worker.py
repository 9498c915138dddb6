"""A process of its own for readers that run foreign code: its death is about one file only."""

import atexit
import contextlib
import os
import queue
import struct
import subprocess
import sys
import threading
from typing import IO

import msgspec

from jixiao.documents.document import Document, Source
from jixiao.errors import UnreadableDocument
from jixiao.settings import Settings

_LENGTH = struct.Struct(">Q")


class _Task(msgspec.Struct, frozen=True):
    source: Source
    most_pages: int
    content: bytes
    picture: bool = False


class _TaskAnswer(msgspec.Struct, frozen=True):
    document: Document | None
    fault: str | None


class Worker:
    """One process, begun when first asked and begun anew after it died or was ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def read(
        self,
        content: bytes,
        source: Source,
        settings: Settings,
        *,
        picture: bool = False,
    ) -> Document:
        """Read a PDF or a picture there; the limit of seconds is for each page.

        Raises:
            UnreadableDocument: as the reader does, or the process died or took too long.
        """
        task = msgspec.msgpack.encode(
            _Task(source, settings.most_pages, content, picture)
        )
        with self._lock:
            answer = self._ask(task, source, settings.longest_reading)
        if answer.document is None:
            raise UnreadableDocument(answer.fault or "")
        return answer.document

    def _ask(self, task: bytes, source: Source, seconds: int) -> _TaskAnswer:
        process = self._running()
        answers: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()

        def exchange() -> None:
            try:
                _send(process.stdin, task)
                while (frame := _receive(process.stdout)) == b"":
                    answers.put(frame)
                answers.put(frame)
            except (OSError, ValueError):
                answers.put(None)

        threading.Thread(target=exchange, daemon=True).start()
        try:
            while (frame := answers.get(timeout=seconds)) == b"":
                pass
        except queue.Empty:
            self.end()
            message = (
                f"{source.path} 读了 {seconds} 秒还没有读完，不再等待。请拆分后再读取，"
                "或用环境变量 JIXIAO_LONGEST_READING 提高上限（秒）。"
            )
            raise UnreadableDocument(message) from None
        if frame is None:
            self.end()
            message = f"{source.path} 使读取程序中断，可能已损坏。其余文件不受影响；请重新下载或导出。"
            raise UnreadableDocument(message)
        return msgspec.msgpack.decode(frame, type=_TaskAnswer)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(  # noqa: S603 — this very module
                [sys.executable, "-m", __name__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process

    def end(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):
                    if stream:
                        stream.close()


WORKER = Worker()
atexit.register(WORKER.end)


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


def serve(tasks: IO[bytes], answers: IO[bytes]) -> None:
    """Answer tasks until there are no more."""
    from jixiao.documents.readers.pdf import (  # noqa: PLC0415 — only in the process itself
        read_pdf,
        read_picture,
    )

    def tick() -> None:
        _send(answers, b"")

    while (frame := _receive(tasks)) is not None:
        task = msgspec.msgpack.decode(frame, type=_Task)
        try:
            limits = Settings(most_pages=task.most_pages)
            read = read_picture if task.picture else read_pdf
            answer = _TaskAnswer(read(task.content, task.source, limits, tick), None)
        except UnreadableDocument as error:
            answer = _TaskAnswer(None, str(error))
        _send(answers, msgspec.msgpack.encode(answer))


def _main() -> None:
    """Keep the answers' pipe to ourselves: what a library prints goes nowhere."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    _main()
