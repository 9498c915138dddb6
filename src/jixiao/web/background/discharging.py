"""A batch of discharges done or taken back in the worker: its rows stay with the records."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from jixiao.fund.cases import CaseLedger, open_ledger
from jixiao.fund.payment.batch_discharge import batch
from jixiao.fund.payment.batch_discharge.preview import preview
from jixiao.progress import Progress
from jixiao.web.models import Job, Organisation
from jixiao.web.work.discharge_orders import REVERSE, DischargeOrder, policy_at
from jixiao.web.work.fund_cases import LEDGER, moment, name_of
from jixiao.web.work.fund_pages import working
from jixiao.web.work.fund_terms import sets_at

if TYPE_CHECKING:
    from jixiao.fund.store.engine import Engine


def discharge_step(job: Job, progress: Progress) -> None:
    """Do with a batch what a job orders, in the name of who ordered it.

    Raises:
        JixiaoError: it cannot be done; the message says what to do.
    """
    order = msgspec.json.decode(job.about, type=DischargeOrder)
    folder = Path(Organisation.objects.get(pk=order.place).records)
    by = name_of(job.by)
    progress(job.title, 0, 1)
    with working(folder) as engine, open_ledger(folder / LEDGER) as ledger:
        if order.step == REVERSE:
            batch.reverse(
                engine, ledger, order.batch, by=by, at=moment(), why=order.why
            )
        else:
            _commit(engine, ledger, order, folder, by)
    progress(job.title, 1, 1)


def _commit(
    engine: "Engine", ledger: CaseLedger, order: DischargeOrder, folder: Path, by: str
) -> None:
    """Do a batch: what stands in other batches is not looked at."""
    cutoff = msgspec.convert(order.cutoff, type=date)
    policy = policy_at(folder, order.policy)
    terms = sets_at(folder)[order.code].on(cutoff)
    signed = [row.key for row in ledger.case(order.batch).evidence]
    previewed = preview(engine, cutoff, [policy], terms, only=signed)
    batch.commit(
        engine, ledger, order.batch, previewed, policy.code, by=by, at=moment()
    )
