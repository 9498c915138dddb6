"""What Windows does for an office by itself: begin with the machine, back up by night, seal by month.

`tasks.py register` gives Windows these tasks, `tasks.py backup` writes a night's backup and keeps
those of thirty days, `tasks.py log` writes what comes in to a file that is turned over when full.
"""

import logging
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from datetime import date
from logging.handlers import RotatingFileHandler
from pathlib import Path
from xml.sax.saxutils import escape

_HERE = Path(__file__).resolve().parent
_KEPT_DAYS = 30
_LOG_BYTES = 10_000_000
_LOG_FILES = 10
_LOCAL_SERVICE = "S-1-5-19"
"""The account of services that may change nothing on the machine."""
_EACH_MONTH = "".join(
    f"<{month}/>"
    for month in (
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December"),
    )
)
_DAYS = "<ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay>"
_MONTHS = (
    "<ScheduleByMonth><DaysOfMonth><Day>1</Day></DaysOfMonth>"
    f"<Months>{_EACH_MONTH}</Months></ScheduleByMonth>"
)
_WORKING_DAYS = (
    "<ScheduleByWeek><WeeksInterval>1</WeeksInterval><DaysOfWeek><Monday/><Tuesday/>"
    "<Wednesday/><Thursday/><Friday/></DaysOfWeek></ScheduleByWeek>"
)
# Windows ends a task after three days unless its limit is zero.
_TASK = """<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <Triggers>{trigger}</Triggers>
  <Principals><Principal id="Author"><UserId>{account}</UserId></Principal></Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <RestartOnFailure><Interval>PT1M</Interval><Count>10</Count></RestartOnFailure>
  </Settings>
  <Actions Context="Author">
    <Exec><Command>cmd.exe</Command><Arguments>{words}</Arguments></Exec>
  </Actions>
</Task>
"""


def tasks(folder: str) -> Mapping[str, str]:
    """The tasks of the office in a folder, as Windows reads them, by their names."""
    at_start = "<BootTrigger><Delay>PT30S</Delay></BootTrigger>"
    python = rf'"{folder}\venv\Scripts\python.exe" "{folder}\tasks.py"'
    jixiao, home = rf'"{folder}\jixiao.cmd" office', rf'--home "{folder}\office"'
    seals = rf'"{folder}\office\seals.txt"'
    wanted = {
        "jixiao-office": (at_start, rf'"{folder}\serve.cmd" --production 2>&1 | {python} log'),
        "jixiao-backup": (_at("02:30", _DAYS), rf'"{folder}\backup.cmd"'),
        "jixiao-seal": (_at("03:30", _MONTHS), f"{jixiao} verify {home} && {jixiao} seal {home} >> {seals}"),
        "jixiao-remind": (_at("08:30", _WORKING_DAYS), f"{jixiao} remind {home}"),
    }  # fmt: skip
    return {
        name: _TASK.format(
            trigger=trigger,
            account=_LOCAL_SERVICE,
            words=escape(f'/d /s /c "{words}"'),
        )
        for name, (trigger, words) in wanted.items()
    }


def _at(clock: str, schedule: str) -> str:
    begin = f"<StartBoundary>2026-01-01T{clock}:00</StartBoundary>"
    return f"<CalendarTrigger>{begin}{schedule}</CalendarTrigger>"


def register() -> int:
    """Give Windows the tasks; that of reminders only where the office sets them."""
    for name, task in tasks(str(_HERE)).items():
        if name == "jixiao-remind" and not os.environ.get("JIXIAO_OFFICE_REMINDERS"):
            continue
        file = _HERE / f"{name}.xml"
        file.write_text(task, "utf-16")
        command = ["schtasks", "/create", "/f", "/tn", name, "/xml", str(file)]
        answer = subprocess.run(command, check=False).returncode
        if answer:
            return answer
    return 0


def backup(home: Path = _HERE / "office") -> int:
    """Write the backup of today and put away those that are older than thirty days."""
    folder = home / "backups"
    folder.mkdir(exist_ok=True)
    today = folder / f"{date.today():%Y-%m-%d}.zip"  # noqa: DTZ011 — the machine's own day
    words = ["office", "backup", str(today), "--home", str(home)]
    answer = subprocess.run([sys.executable, "-m", "jixiao", *words], check=False)
    if answer.returncode:
        return answer.returncode
    oldest = time.time() - _KEPT_DAYS * 86_400
    for file in folder.glob("*.zip"):
        if file.stat().st_mtime < oldest:
            file.unlink()
    return 0


def log(file: Path = _HERE / "office" / "office.log") -> int:
    """Write what comes in to a file; a full one is turned over, the last ten are kept."""
    handler = RotatingFileHandler(file, "a", _LOG_BYTES, _LOG_FILES - 1, "utf-8")
    for line in sys.stdin.buffer:
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        handler.emit(logging.makeLogRecord({"msg": text}))
    handler.close()
    return 0


if __name__ == "__main__":
    sys.exit({"register": register, "backup": backup, "log": log}[sys.argv[1]]())
