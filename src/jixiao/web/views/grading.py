"""A hospital graded by a score sheet: what it earned, and what would have changed the grade."""

from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from jixiao.errors import JixiaoError
from jixiao.money import typed_number
from jixiao.period import Period
from jixiao.web.people.access import user_of
from jixiao.web.rooms import FUND_WORK
from jixiao.web.trail import note
from jixiao.web.work.fund_cases import has_ledger, ledger_of, moment, name_of
from jixiao.web.work.fund_pages import Entered, enter, reading

if TYPE_CHECKING:
    from jixiao.fund.supervision.grading_data import Taken
    from jixiao.fund.supervision.score_sheet import Grading, ScoreSheet, Value

_OWN_SHEETS = ("score_sheet.toml", "score_sheet.xlsx")
"""A bureau's own sheet, in the folder of its records."""


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the sheet, and the grade where every item has a value."""
    entered = enter(request, "grading")
    sheet = _sheet(entered)
    given = {item.code: request.GET.get(f"v.{item.code}", "").strip() for item in sheet.items}  # fmt: skip
    context: dict[str, Any] = {
        "entered": entered, "sheet": sheet, "given": given, "grading": None, "why_not": "",
        "subject": request.GET.get("subject", "").strip()[:60], "taken": {},
        "may_open": entered.place.allows(FUND_WORK),
    }  # fmt: skip
    if request.GET.get("take") or any(given.values()):
        try:
            if request.GET.get("take") and context["subject"]:
                context["taken"] = _taken(entered, sheet, context["subject"])
                given |= _filled(given, context["taken"])
            context["grading"] = _grading(sheet, given)
        except JixiaoError as error:
            context["why_not"] = str(error)
    return render(request, "grading.html", context)


@login_required
@require_POST
def open_draft(request: HttpRequest) -> HttpResponse:
    """Open a grading as a case: its draft is told, objected to, and decided by a committee."""
    entered = enter(request, "grading")
    sheet = _sheet(entered)
    subject = request.POST.get("subject", "").strip()[:60]
    given = {item.code: request.POST.get(f"v.{item.code}", "").strip() for item in sheet.items}  # fmt: skip
    try:
        code = _opened(request, entered, sheet, subject, given)
    except JixiaoError as error:
        messages.error(request, str(error))
        return redirect(f"{reverse('grading')}?{urlencode(entered.query)}")
    note(request, "评定立案", f"{code} {subject}")
    messages.success(request, gettext("已立案。"))
    query = urlencode({**entered.query, "code": code})
    return redirect(f"{reverse('audit_case')}?{query}")


def _opened(
    request: HttpRequest,
    entered: Entered,
    sheet: "ScoreSheet",
    subject: str,
    given: dict[str, str],
) -> str:
    from jixiao.fund.supervision.gradings import open_grading  # noqa: PLC0415 — loads the ledger

    if not entered.place.allows(FUND_WORK) or not subject:
        raise JixiaoError("评定由基金业务办理，要写明评定哪家机构。")
    grading = _grading(sheet, given)
    with ledger_of(entered.place) as ledger:
        return open_grading(
            ledger,
            sheet,
            grading,
            subject=subject,
            year=entered.year,
            by=name_of(user_of(request)),
            at=moment(),
        )


def _taken(entered: Entered, sheet: "ScoreSheet", subject: str) -> dict[str, "Taken"]:
    """Return what can be counted of an institution for the items, by their codes."""
    from jixiao.fund.records import Records  # noqa: PLC0415 — loads the engine
    from jixiao.fund.supervision.grading_data import Graded, taken_values  # noqa: PLC0415

    year = Period(date(entered.year, 1, 1), date(entered.year, 12, 31))
    with reading(entered.place.folder) as engine, ExitStack() as stack:
        records = Records(engine, year)
        ledger = (
            stack.enter_context(ledger_of(entered.place))
            if has_ledger(entered.place)
            else None
        )
        return taken_values(sheet, Graded(subject, year, records, ledger))


def _filled(given: dict[str, str], taken: dict[str, "Taken"]) -> dict[str, str]:
    """Return the values that were counted, where nobody typed another."""
    return {
        code: str(each.value)
        for code, each in taken.items()
        if each.value is not None and not given[code]
    }


def _sheet(entered: Entered) -> "ScoreSheet":
    import jixiao.fund.supervision as wing  # noqa: PLC0415 — loads the sheets
    from jixiao.fund.supervision.score_sheet import load_score_sheet  # noqa: PLC0415

    sample = Path(wing.__file__).with_name("sample_sheet.toml")
    owns = (entered.place.folder / name for name in _OWN_SHEETS)
    return load_score_sheet(next(filter(Path.is_file, owns), sample))


def _grading(sheet: "ScoreSheet", given: dict[str, str]) -> "Grading":
    from jixiao.fund.supervision.score_sheet import grade  # noqa: PLC0415

    return grade(sheet, {code: _value(text) for code, text in given.items()})


def _value(text: str) -> "Value":
    from jixiao.fund.supervision.score_sheet import NOT_APPLICABLE  # noqa: PLC0415

    if not text or text == NOT_APPLICABLE:
        return text or None
    number = typed_number(text)
    return text if number is None else number
