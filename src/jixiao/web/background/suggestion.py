"""What a unit may promise: the worker asks its records and what others disclosed, and keeps it."""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from jixiao.fund.store.opening import open_engine
from jixiao.measures.bindings import BINDINGS, load_bindings
from jixiao.measures.suggesting import Suggestion, as_printed, offers, suggest
from jixiao.progress import Progress
from jixiao.targets import TargetTable
from jixiao.web.background.measurement import folder_of
from jixiao.web.models import Case, Job, Measurement
from jixiao.web.work.suggestions import ADVICE, Advice, Advised

_PEERS = 300


def suggest_for_case(job: Job, progress: Progress) -> None:
    """Advise a case: the values of its rows, and the rows it does not have yet."""
    case = Case.objects.select_related("unit__parent").get(key=job.about)
    draft = case.drafts.get(kind="target").table
    folder = folder_of(case)
    known = load_bindings(folder / BINDINGS)
    with open_engine(folder) as engine:
        own, others = suggest(
            engine, [draft, offers(case.year)], case.year, known, _peers(case), progress
        )
    there = {one.measure for one in own}
    advised = Advised(
        tuple(map(_advice, own)),
        tuple(_advice(one) for one in others if one.measure not in there and as_printed(one)),
    )
    Measurement.objects.update_or_create(
        case=case, kind=ADVICE,
        defaults={
            "body": msgspec.json.encode(advised).decode(), "until": date(case.year - 1, 12, 31),
        },
    )  # fmt: skip


def _advice(one: Suggestion) -> Advice:
    return Advice(one.indicator.name, as_printed(one), one.reason)


def _peers(case: Case) -> Sequence[TargetTable]:
    """Give what other units disclosed of the last two years."""
    found = Case.objects.filter(
        published__isnull=False, year__in=(case.year - 1, case.year)
    ).exclude(unit=case.unit)
    tables: Iterator[TargetTable] = (
        one.published.content
        for one in found.select_related("published").order_by("-year", "pk")[:_PEERS]
        if one.published
    )
    return list(tables)
