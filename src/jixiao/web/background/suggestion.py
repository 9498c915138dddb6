"""What a unit may promise: the worker asks its records and what others disclosed, and keeps it."""

from collections.abc import Sequence
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

_MOST_PEERS = 300


def suggest_for_case(job: Job, progress: Progress) -> None:
    """Suggest to a case the values of its rows, and the rows it does not have yet."""
    case = Case.objects.select_related("unit__parent").get(key=job.about)
    draft = case.drafts.get(kind="target").table
    folder = folder_of(case)
    bindings = load_bindings(folder / BINDINGS)
    tables = [draft, offers(case.year)]
    with open_engine(folder) as engine:
        for_rows, for_offers = suggest(
            engine, tables, case.year, bindings, _peers(case), progress
        )
    measured = {suggestion.measure for suggestion in for_rows}
    others = [
        suggestion
        for suggestion in for_offers
        if suggestion.measure not in measured and as_printed(suggestion)
    ]
    advised = Advised(tuple(map(_advice, for_rows)), tuple(map(_advice, others)))
    Measurement.objects.update_or_create(
        case=case,
        kind=ADVICE,
        defaults={
            "body": msgspec.json.encode(advised).decode(),
            "until": date(case.year - 1, 12, 31),
        },
    )


def _advice(suggestion: Suggestion) -> Advice:
    return Advice(suggestion.indicator.name, as_printed(suggestion), suggestion.reason)


def _peers(case: Case) -> Sequence[TargetTable]:
    """What other units disclosed of this year and the year before, the newest first."""
    years = (case.year - 1, case.year)
    others = Case.objects.filter(published__isnull=False, year__in=years).exclude(
        unit=case.unit
    )
    newest = others.select_related("published").order_by("-year", "pk")[:_MOST_PEERS]
    return [peer.published.content for peer in newest if peer.published]
