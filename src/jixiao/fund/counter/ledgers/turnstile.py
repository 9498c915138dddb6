"""A turnstile before a file that one writer holds at a time.

SQLite lets in whoever asks at the right moment, so a busy window passes a waiting one again and
again. With a turnstile whoever is next waits alone before the file, and a window that has just
written comes after it.
"""

import contextlib
import errno
import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _unlock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


_TAKEN = (errno.EAGAIN, errno.EACCES, errno.EWOULDBLOCK)
"""What systems say when somebody else is inside."""


class Turnstile:
    """A lock on a file of its own, which the system opens again when its holder dies.

    It orders those who wait and guards nothing: the file behind it has its own lock.
    """

    def __init__(self, path: Path) -> None:
        """Make the file where it is not there.

        Raises:
            OSError: it cannot be made or opened.
        """
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)

    def enter(self) -> bool:
        """Enter if nobody else is inside; returns at once whether that was so.

        Where the file system knows no such locks, everybody enters and nobody is put in order.
        """
        try:
            _lock(self._descriptor)
        except OSError as error:
            return error.errno not in _TAKEN
        return True

    def leave(self) -> None:
        """Let the next one enter."""
        with contextlib.suppress(OSError):
            _unlock(self._descriptor)

    def close(self) -> None:
        """Close the file; whoever was inside has left."""
        with contextlib.suppress(OSError):
            os.close(self._descriptor)
