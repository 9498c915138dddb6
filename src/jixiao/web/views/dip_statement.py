"""A hospital's statement of a year: its lines, its months, its cases; checked against its own rows."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jixiao.web.library_words import spoken
from jixiao.web.trail import note
from jixiao.web.views.desk import PAGE, query_without_page
from jixiao.web.work.fund_charts import Series, by_month, chart, in_whole_yuan
from jixiao.web.work.fund_pages import Entered, enter, reading

if TYPE_CHECKING:
    from jixiao.fund.parameters import Terms
    from jixiao.fund.payment.statement import HospitalStatement, StatementLine
    from jixiao.fund.store.engine import Engine

_FEN, _MILLION = 100, 10**6
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show a hospital's year; without a hospital the first of those that were cleared."""
    from jixiao.fund.payment.case_points import Deviation  # noqa: PLC0415 — loads the engine
    from jixiao.fund.payment.explanation import explain_payment  # noqa: PLC0415
    from jixiao.fund.payment.kept_year import terms_used  # noqa: PLC0415
    from jixiao.fund.payment.statement import state, unlike  # noqa: PLC0415

    entered = enter(request, "dip_statement")
    context: dict[str, Any] = {"entered": entered}
    with reading(entered.place.folder) as engine:
        hospitals = _hospitals(engine, entered)
        chosen = _chosen(request, hospitals)
        statement = state(engine, chosen, entered.year) if chosen else None
        context["used"] = terms_used(engine, entered.year)
    context |= {"hospitals": hospitals, "hospital": chosen, "statement": statement}
    if statement is not None:
        rows = Paginator(statement.rows, PAGE).get_page(request.GET.get("page"))
        context |= {
            "page": rows,
            "query": query_without_page(request),
            "unlike": unlike(statement, _terms_of(entered, statement)),
            "word_of": lambda number: Deviation(int(number)).word,
            "parts": explain_payment(statement),
            "exact": float(statement.exact_share) / _FEN,
            "drawn": [_kinds(statement), by_month(statement.months)],
        }
    return render(request, "dip_statement.html", context)


def _terms_of(entered: Entered, statement: "HospitalStatement") -> "Terms":
    """Return the parameters that the year was cleared with, where they are still here."""
    code = statement.cleared.get("terms") or entered.code
    return entered.terms_of(code) if code in entered.sets else entered.terms


@login_required
@require_safe
def workbook(request: HttpRequest) -> HttpResponse:
    """Give a hospital's statement as a workbook with formulas."""
    from jixiao.fund.payment.statement import state  # noqa: PLC0415 — loads the engine
    from jixiao.publication import write_dip_statement  # noqa: PLC0415

    entered = enter(request, "dip_statement")
    with reading(entered.place.folder) as engine:
        hospital = _chosen(request, _hospitals(engine, entered))
        if not hospital:
            raise Http404
        statement = state(engine, hospital, entered.year)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "statement.xlsx"
        write_dip_statement(statement, path)
        content = path.read_bytes()
    note(
        request, "导出对账单", f"{entered.place.organisation} {hospital} {entered.year}"
    )
    response = HttpResponse(content, content_type=_XLSX)
    name = f"{entered.year}-{hospital}-statement.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _hospitals(engine: "Engine", entered: Entered) -> list[str]:
    """Return the hospitals whose statement may be seen."""
    from jixiao.fund.payment.county_records import records_of  # noqa: PLC0415 — loads the engine

    cleared = records_of(engine).record("dip_cleared")
    rows = cleared.filter(cleared.year == entered.year).select("fixmedins_code")
    return sorted(engine.fetch(rows)["fixmedins_code"].to_pylist())


def _chosen(request: HttpRequest, hospitals: list[str]) -> str:
    """Return the hospital asked for; the first without one; nothing where there are none.

    Raises:
        Http404: it is none of them.
    """
    asked = request.GET.get("hospital")
    if asked and asked not in hospitals:
        raise Http404
    return asked or next(iter(hospitals), "")


def _named(line: "StatementLine") -> str:
    """Return what a line is of, in the language of the page, short enough to stand below a bar."""
    deviation = line.deviation.word.partition("，")[0]
    return f"{spoken(line.kind)} {spoken(deviation)}"


def _kinds(statement: "HospitalStatement") -> dict[str, Any]:
    lines = statement.lines
    return chart(
        "kinds",
        [_named(line) for line in lines],
        Series("分值", [line.points / _MILLION for line in lines]),
        Series("费用（元）", in_whole_yuan(line.cost for line in lines), right=True),
    )
