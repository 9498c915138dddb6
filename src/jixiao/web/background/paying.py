"""A county's paying by disease, step by step, in the worker: what each makes stays with the records."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from jixiao.errors import JixiaoError
from jixiao.fund.cases import open_ledger
from jixiao.fund.grouping.drg.scheme import SCHEMES, Scheme, read_scheme
from jixiao.fund.grouping.quality.rates import check_lists
from jixiao.fund.grouping.steps import build_catalogue, group_by_drg, group_year
from jixiao.fund.parameters import Terms
from jixiao.fund.payment.kept_points import keep_points, value_groups
from jixiao.fund.payment.kept_year import settle_county
from jixiao.fund.payment.special_review import keep_passed
from jixiao.fund.store.engine import Engine
from jixiao.progress import Progress
from jixiao.web.models import Job, Organisation, Panel
from jixiao.web.work.fund_cases import LEDGER
from jixiao.web.work.fund_pages import working
from jixiao.web.work.fund_terms import terms_at
from jixiao.web.work.panels import argued
from jixiao.web.work.paying_orders import PayingOrder


@dataclass(frozen=True, slots=True)
class _Work:
    engine: Engine
    folder: Path
    order: PayingOrder
    terms: Terms

    @property
    def rules(self) -> Path | None:
        folder = self.folder / "rules"
        return folder if folder.is_dir() else None


def pay_step(job: Job, progress: Progress) -> None:
    """Do one step of an order.

    Raises:
        JixiaoError: the step cannot be done; the message says what to do.
    """
    order = msgspec.json.decode(job.about, type=PayingOrder)
    place = Organisation.objects.get(pk=order.place)
    folder = Path(place.records)
    terms = terms_at(folder, order.code, order.year)
    progress(job.title, 0, 1)
    with working(folder) as engine:
        _STEPS[order.step](_Work(engine, folder, order, terms))
    progress(job.title, 1, 1)


def _years(order: PayingOrder) -> list[int]:
    return list(range(order.year - 2, order.year + 1))


def _catalogue(work: _Work) -> None:
    build_catalogue(work.engine, _years(work.order), work.terms, work.rules)


def _points(work: _Work) -> None:
    value_groups(work.engine, work.terms)


def _group(work: _Work) -> None:
    group_year(work.engine, work.order.year, work.terms, work.rules)


def _settle(work: _Work) -> None:
    settle_county(work.engine, work.order.year, work.terms, work.order.fund, None)


def _drg(work: _Work) -> None:
    scheme = _scheme(work.folder, work.order.scheme)
    group_by_drg(work.engine, _years(work.order), work.terms, scheme)


def _scheme(folder: Path, code: str) -> Scheme:
    places = (folder / "schemes" / code, SCHEMES / code)
    for place in places:
        if place.is_dir():
            return read_scheme(place)
    message = f"没有叫 {code} 的分组方案。请把它的表放进数据文件夹的 schemes。"
    raise JixiaoError(message)


def _lists(work: _Work) -> None:
    check_lists(work.engine, work.order.year, work.terms, work.rules)


def _special(work: _Work) -> None:
    ledger = work.folder / LEDGER
    if not ledger.is_file():
        return  # nobody has applied, and nothing passed
    with open_ledger(ledger) as opened:
        keep_passed(opened, work.engine, work.order.year, work.terms)


def _adopt(work: _Work) -> None:
    panel = Panel.objects.get(pk=work.order.panel or 0)
    argument = argued(panel, work.terms)
    groups = panel.groups
    cases = {code: facts["cases"] for code, facts in groups.items()}
    alike = frozenset(code for code, facts in groups.items() if facts["same_price"])
    keep_points(work.engine, argument.rebased.points, cases, alike, "论证")


_STEPS: Mapping[str, Callable[[_Work], None]] = {
    "lists": _lists,
    "catalogue": _catalogue,
    "points": _points,
    "group": _group,
    "settle": _settle,
    "special": _special,
    "drg": _drg,
    "adopt": _adopt,
}
