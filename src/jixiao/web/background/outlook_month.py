"""A fund's month, step by step, in the worker: looked at, written down, warned of, listed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

import msgspec

from jixiao.errors import whole, writing
from jixiao.fund.cases import open_ledger
from jixiao.fund.outlook.brief import brief
from jixiao.fund.outlook.foreseen import SEEN_BACK, foresee_past
from jixiao.fund.outlook.history import month_end
from jixiao.fund.outlook.looking_back import looking_back
from jixiao.fund.outlook.month_kept import look_at
from jixiao.fund.outlook.relief_alerts import hand_over, list_alerts
from jixiao.fund.outlook.set_limits import limits_on
from jixiao.fund.outlook.warning_cases import Hand, open_warnings
from jixiao.fund.outlook.warnings_kept import keep_brief, keep_warnings
from jixiao.fund.outlook.watching import watch
from jixiao.fund.parameters import Terms
from jixiao.fund.store.engine import Engine
from jixiao.progress import Progress
from jixiao.publication.writers.brief_page import brief_docx, write_brief
from jixiao.settings import Settings
from jixiao.web.models import Job, Organisation
from jixiao.web.work.fund_cases import LEDGER, moment
from jixiao.web.work.fund_pages import working
from jixiao.web.work.fund_terms import sets_at
from jixiao.web.work.outlook_orders import OutlookOrder

BRIEFS = "briefs"
"""Where briefs stand in the folder of a place's records, a folder a month."""


@dataclass(frozen=True, slots=True)
class _Work:
    engine: Engine
    folder: Path
    month: date
    terms: Terms
    hand: Hand
    progress: Progress


def outlook_step(job: Job, progress: Progress) -> None:
    """Do one step of an order.

    Raises:
        JixiaoError: the step cannot be done; the message says what to do.
    """
    order = msgspec.json.decode(job.about, type=OutlookOrder)
    folder = Path(Organisation.objects.get(pk=order.place).records)
    terms = sets_at(folder)[order.code].on(month_end(order.month))
    hand = Hand(order.by, moment())
    progress(job.title, 0, 1)
    with working(folder) as engine:
        work = _Work(engine, folder, order.month, terms, hand, progress)
        _STEPS[order.step](work)
    progress(job.title, 1, 1)


def _look(work: _Work) -> None:
    look_at(work.engine, work.month, work.terms, work.progress)


def _brief(work: _Work) -> None:
    records = looking_back(work.engine, work.month, SEEN_BACK)
    made = brief(records, work.month, limits_on(work.terms))
    folder = work.folder / BRIEFS / f"{work.month:%Y-%m}"
    folder.mkdir(parents=True, exist_ok=True)
    page = write_brief(made, folder / "brief.html")
    document = brief_docx(made, Settings.load())
    with writing(folder), whole(folder / "brief.docx") as half:
        half.write_bytes(document)
    digest = sha256(page.read_bytes()).hexdigest()
    keep_brief(work.engine, work.month, work.hand.at.date(), digest)


def _warn(work: _Work) -> None:
    records = looking_back(work.engine, work.month, SEEN_BACK)
    foresee_past(records, work.month)
    watched = watch(records, work.month, limits_on(work.terms))
    with open_ledger(work.folder / LEDGER) as ledger:
        open_warnings(ledger, records, watched, work.hand)
        keep_warnings(work.engine, ledger)


def _lists(work: _Work) -> None:
    alerts = list_alerts(work.engine, work.month, limits_on(work.terms))
    with open_ledger(work.folder / LEDGER) as ledger:
        hand_over(ledger, alerts, work.month, work.hand)


_STEPS: Mapping[str, Callable[[_Work], None]] = {
    "look": _look,
    "brief": _brief,
    "warn": _warn,
    "lists": _lists,
}
