"""The worker: takes jobs one after another; begins those again that a dead worker left behind."""

import os
import threading

_EVERY = 30.0


def main() -> None:
    """Work until the process is asked to stop."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jixiao.web.settings")
    import django  # noqa: PLC0415 — the settings come first
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    from jixiao.web.jobs import revive, revive_all  # noqa: PLC0415

    revive_all()
    stop = threading.Event()

    def look_after() -> None:
        while not stop.wait(_EVERY):
            revive()

    threading.Thread(target=look_after, daemon=True).start()
    try:
        call_command("db_worker", reload=False, interval=0.5, startup_delay=False)
    finally:
        stop.set()


if __name__ == "__main__":
    main()
