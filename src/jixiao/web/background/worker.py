"""The worker: takes jobs one after another; begins those again that a dead worker left behind."""

import os
import threading

_EVERY = 30.0


def _megabytes() -> int:
    """How much memory this process takes; 0 where the system does not say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 — no file of ours
            pages = int(file.read().split()[1])
    except (OSError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") // 1_000_000


def main() -> None:
    """Work until the process is asked to stop."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jixiao.web.settings")
    import django  # noqa: PLC0415 — the settings come first
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.db import close_old_connections  # noqa: PLC0415

    from jixiao.web import jobs, sealing  # noqa: PLC0415

    jobs.revive_all()
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
        call_command("db_worker", reload=False, interval=0.5, startup_delay=False)
    finally:
        stop.set()


if __name__ == "__main__":
    main()
