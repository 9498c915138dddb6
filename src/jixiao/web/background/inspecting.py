"""An inspection of a site in the worker: unpacked aside, looked through, kept; the export goes."""

import tempfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import msgspec

from jixiao.progress import Progress
from jixiao.publication.site_accounts import look_at_account
from jixiao.service.disclosure.accounts import read_due
from jixiao.service.disclosure.answers import message_faults, reach_faults
from jixiao.service.disclosure.columns import read_plan
from jixiao.service.disclosure.faults import Fault, FaultKind
from jixiao.service.disclosure.indicators import load_scheme
from jixiao.service.disclosure.inspection import Asked, inspect_site
from jixiao.service.disclosure.packed_export import unpack_export
from jixiao.service.disclosure.scoring import read_hand
from jixiao.service.disclosure.site_export import open_export
from jixiao.service.disclosure.wording import load_wording, with_own
from jixiao.settings import Settings
from jixiao.web.background.house_rows import keep_house_rows
from jixiao.web.models import Job, Organisation
from jixiao.web.running.stored_files import place_of
from jixiao.web.work.fund_cases import name_of
from jixiao.web.work.site_orders import KeptInspection, SiteOrder, keep


def inspect_ordered(job: Job, progress: Progress) -> None:
    """Inspect what a job orders, and keep what was found.

    Raises:
        JixiaoError: a list is not written so, or the export cannot be opened.
    """
    order = msgspec.json.decode(job.about, type=SiteOrder)
    place = Organisation.objects.get(pk=order.place)
    settings, scheme = Settings.load(), load_scheme()
    lists = {name: place_of(digest) for name, digest in order.lists.items()}
    wording = load_wording()
    if "words" in lists:
        wording = with_own(wording, lists["words"])
    hand = read_hand(lists["hand"], scheme) if "hand" in lists else {}
    due = read_due(lists["accounts"]) if "accounts" in lists else ()
    plan = read_plan(lists["plan"])
    with tempfile.TemporaryDirectory(prefix="jixiao-site-") as aside:
        root = unpack_export(place_of(order.packed), Path(aside), settings)
        export = open_export(root, order.home, is_whole=order.is_whole)
        logs = _logs(lists, order, export.saved[export.home].url)
        asked = Asked(plan, scheme, wording, order.day, due, look_at_account, logs)
        inspection = inspect_site(export, asked, settings, progress)
    counted: dict[str, tuple[Decimal, str]] = {
        code: (count.count, count.says) for code, count in hand.items()
    }
    at = datetime.fromisoformat(order.at)
    by = name_of(job.by)
    kept = KeptInspection(inspection, counted, order.has_services, by, at)
    keep(Path(place.records), kept)
    keep_house_rows(Path(place.records))


def _logs(
    lists: Mapping[str, Path], order: SiteOrder, home: str
) -> Mapping[FaultKind, Sequence[Fault]]:
    scheme = load_scheme()
    logs: dict[FaultKind, Sequence[Fault]] = {}
    if "visits" in lists:
        logs[FaultKind.UNREACHABLE] = reach_faults(lists["visits"], home, scheme)
    if "messages" in lists:
        logs[FaultKind.UNANSWERED] = message_faults(
            lists["messages"], scheme, order.day
        )
    return logs
