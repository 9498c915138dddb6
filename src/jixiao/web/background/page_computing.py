"""What a page of the fund shows and takes long, in the worker: the records are read, never held."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import msgspec

from jixiao.fund.parameters import Terms
from jixiao.fund.payment.away.year import away_year
from jixiao.fund.store.engine import Engine
from jixiao.period import Period
from jixiao.progress import Progress
from jixiao.web.models import Job, Organisation
from jixiao.web.work.fund_pages import reading
from jixiao.web.work.fund_terms import terms_at
from jixiao.web.work.kept_pages import PageOrder, keep

_COMPUTED: Mapping[str, Callable[[Engine, Period, Terms, Progress], object]] = {
    "care_away": away_year,
}
"""What each room's page shows, by the room's address."""


def compute_page(job: Job, progress: Progress) -> None:
    """Compute what a page shows, and keep it.

    Raises:
        JixiaoError: it cannot be computed; the message says what to do.
    """
    wanted = msgspec.json.decode(job.about, type=PageOrder)
    folder = Path(Organisation.objects.get(pk=wanted.place).records)
    terms = terms_at(folder, wanted.code, wanted.year)
    year = Period(date(wanted.year, 1, 1), date(wanted.year, 12, 31))
    with reading(folder) as engine:
        shown = _COMPUTED[wanted.room](engine, year, terms, progress)
    keep(folder, wanted, shown)
