"""The workers: one for what changes records, and some that read documents side by side.

Each takes jobs one after another, and begins those again that it left behind when it died.
"""

import os
import platform
import sys
import threading

_EVERY = 30.0
_LOOK_FOR_WORK = 0.5
"""Seconds between looks for a job that waits, of all the workers of a queue together."""
_LONGEST_NAME = 64
_READER = "reader"
_WORKING_SET = 2
"""Its place among the words of PROCESS_MEMORY_COUNTERS: after two halves of one, and the peak."""


def names(readers: int) -> list[str]:
    """The names of an office's workers, which are given to `main` one each."""
    return ["worker", *(f"{_READER}-{number}" for number in range(1, readers + 1))]


def _megabytes() -> int:
    """How much memory this process takes; 0 where the system does not say."""
    if sys.platform == "win32":
        return _working_set() // 1_000_000
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 — no file of ours
            pages = int(file.read().split()[1])
    except (OSError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") // 1_000_000


def _working_set() -> int:
    """The bytes of this process that Windows keeps in memory; 0 where it does not say."""
    import ctypes  # noqa: PLC0415 — asked of Windows alone

    # PROCESS_MEMORY_COUNTERS: its own size and a count of page faults, then sizes as words.
    counters = (ctypes.c_size_t * 9)()
    ctypes.cast(counters, ctypes.POINTER(ctypes.c_ulong))[0] = ctypes.sizeof(counters)
    system = getattr(ctypes, "windll").kernel32  # noqa: B009 — only Windows has it
    system.GetCurrentProcess.restype = ctypes.c_void_p
    asked = ctypes.c_void_p(system.GetCurrentProcess()), ctypes.byref(counters)
    system.K32GetProcessMemoryInfo(*asked, ctypes.c_ulong(ctypes.sizeof(counters)))
    return int(counters[_WORKING_SET])


def main(name: str) -> None:
    """Work under a name of `names` until the process is asked to stop."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jixiao.web.settings")
    import django  # noqa: PLC0415 — the settings come first
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.db import close_old_connections  # noqa: PLC0415

    from jixiao.web import jobs, sealing  # noqa: PLC0415

    reads = name.startswith(_READER)
    queue = jobs.READING_QUEUE if reads else jobs.QUEUE
    interval = _LOOK_FOR_WORK * (settings.OFFICE.readers if reads else 1)
    worker = f"{name}@{platform.node()}"[:_LONGEST_NAME]
    jobs.revive_left_by(worker)
    stop = threading.Event()

    def look_after() -> None:
        office = settings.OFFICE
        while not stop.wait(_EVERY):
            close_old_connections()
            jobs.beat()
            if jobs.excess(office.longest_job, office.job_memory, _megabytes()):
                os._exit(1)  # what hangs does not hear; a new worker is begun at once
            jobs.revive()
            sealing.keep_head_if_it_can_be()

    threading.Thread(target=look_after, daemon=True).start()
    try:
        call_command(
            "db_worker",
            queue_name=queue,
            worker_id=worker,
            reload=False,
            interval=interval,
            startup_delay=reads,
        )
    finally:
        stop.set()


if __name__ == "__main__":
    main(sys.argv[1])
