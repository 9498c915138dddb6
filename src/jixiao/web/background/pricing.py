"""A linkage of listed prices in the worker: what it makes stays with the records."""

from pathlib import Path

import msgspec

from jixiao.fund.prices.linkage import link
from jixiao.progress import Progress
from jixiao.web.models import Job, Organisation
from jixiao.web.work.fund_pages import working
from jixiao.web.work.fund_terms import sets_at
from jixiao.web.work.pricing_orders import PricingOrder


def link_prices(job: Job, progress: Progress) -> None:
    """Calculate the linkage that a job orders.

    Raises:
        JixiaoError: it cannot be calculated; the message says what to do.
    """
    order = msgspec.json.decode(job.about, type=PricingOrder)
    place = Organisation.objects.get(pk=order.place)
    folder = Path(place.records)
    terms = sets_at(folder)[order.code].on(order.day)
    progress(job.title, 0, 1)
    with working(folder) as engine:
        link(engine, order.day, order.province, terms)
    progress(job.title, 1, 1)
