"""A county's audit of a year, in the worker: what it marks stays with the records."""

from datetime import date
from pathlib import Path

import msgspec

from jixiao.fund.audit.limits import read_limits_file
from jixiao.fund.audit.runner import audit
from jixiao.period import Period, last_day
from jixiao.progress import Progress
from jixiao.web.models import Job, Organisation
from jixiao.web.work.fund_cases import LIMITS, AuditOrder
from jixiao.web.work.fund_pages import working


def audit_year(job: Job, progress: Progress) -> None:
    """Ask all rules of a year, by the place's own limits where it has any.

    Raises:
        JixiaoError: the limits or the records cannot be read; the message says what to do.
    """
    wanted = msgspec.json.decode(job.about, type=AuditOrder)
    folder = Path(Organisation.objects.get(pk=wanted.place).records)
    limits_file = folder / LIMITS
    limits = read_limits_file(limits_file) if limits_file.is_file() else ()
    first, last = date(wanted.year, 1, 1), date(wanted.year, 12, 31)
    settled = None
    if wanted.month:
        last = last_day(f"{wanted.year}-{wanted.month:02}")
        settled = Period(last.replace(day=1), last)
    with working(folder) as engine:
        audit(
            engine,
            Period(first, last),
            limits=limits,
            settled=settled,
            progress=progress,
        )
