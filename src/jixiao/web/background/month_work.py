"""A month of care away or of bundles in the worker: what it makes stays with the records."""

from pathlib import Path

import msgspec

from jixiao.fund.cases import open_ledger
from jixiao.fund.payment.away import clear_month
from jixiao.fund.payment.away.disputes import keep_disputes
from jixiao.fund.payment.bundles import close_in_order
from jixiao.progress import Progress
from jixiao.web.models import Job, Organisation
from jixiao.web.work.fund_cases import LEDGER
from jixiao.web.work.fund_pages import working
from jixiao.web.work.fund_terms import sets_at
from jixiao.web.work.month_orders import CLEAR, MonthOrder


def do_month(job: Job, progress: Progress) -> None:
    """Do with a month what a job orders.

    Raises:
        JixiaoError: it cannot be done; the message says what to do.
    """
    order = msgspec.json.decode(job.about, type=MonthOrder)
    place = Organisation.objects.get(pk=order.place)
    folder = Path(place.records)
    progress(job.title, 0, 1)
    with working(folder) as engine:
        if order.work == CLEAR:
            clear_month(engine, order.month)
            if (folder / LEDGER).is_file():
                with open_ledger(folder / LEDGER) as ledger:
                    keep_disputes(engine, ledger)
        else:
            terms_on = sets_at(folder)[order.code].on
            close_in_order(engine, order.month, terms_on, is_first=order.is_first)
    progress(job.title, 1, 1)
