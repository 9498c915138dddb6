"""The quality of a year's discharge lists: checks, rates of hospitals, letters with which lists go back."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jixiao.errors import JixiaoError
from jixiao.web.trail import note
from jixiao.web.work.fund_pages import enter, reading

if TYPE_CHECKING:
    from jixiao.fund.records import KeptTable
    from jixiao.fund.store.engine import Engine

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_KEYS = ("list.upload_days",)
_MOST = 50
"""How many departments a page shows; the kept table has all."""


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show what the last checking of a year's lists found."""
    from jixiao.fund.grouping.kept import LIST_CHECKS, LIST_DEPARTMENTS  # noqa: PLC0415 — loads the engine
    from jixiao.fund.grouping.quality.rates import changes, kept_rates, ranks  # noqa: PLC0415
    from jixiao.fund.grouping.quality.returns import returns_of  # noqa: PLC0415

    entered = enter(request, "dip_lists")
    context: dict[str, Any] = {"entered": entered, "why_not": "", "checks": []}
    try:
        with reading(entered.place.folder) as engine:
            context |= {
                "checks": _of_year(engine, LIST_CHECKS, entered.year, "code"),
                "rates": (rates := kept_rates(engine, entered.year)),
                "ranks": ranks(rates),
                "changes": changes(rates, kept_rates(engine, entered.year - 1)),
                "departments": _departments(engine, LIST_DEPARTMENTS, entered.year),
                "letters": {each.hospital: each for each in returns_of(engine, entered.year)},
            }  # fmt: skip
    except JixiaoError as error:
        context["why_not"] = str(error)
    context["used"] = entered.used(_KEYS)
    return render(request, "dip_lists.html", context)


@login_required
@require_safe
def letter(request: HttpRequest) -> HttpResponse:
    """Give the letter with which a hospital's lists go back, as Word."""
    from jixiao.fund.grouping.quality.returns import returns_of  # noqa: PLC0415 — loads the engine
    from jixiao.publication import write_list_return  # noqa: PLC0415

    entered = enter(request, "dip_lists")
    hospital = request.GET.get("hospital", "")
    with reading(entered.place.folder) as engine:
        returns = {each.hospital: each for each in returns_of(engine, entered.year)}
    if hospital not in returns:
        raise Http404
    with TemporaryDirectory() as folder:
        path = Path(folder) / "letter.docx"
        write_list_return(returns[hospital], path)
        content = path.read_bytes()
    about = f"{entered.place.organisation} {hospital} {entered.year}"
    note(request, "写清单退回函", about)
    response = HttpResponse(content, content_type=_DOCX)
    name = f"{entered.year}-{hospital}-return.docx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _of_year(
    engine: "Engine", table: "KeptTable", year: int, order: str
) -> list[dict[str, Any]]:
    rows = table.read(engine)
    return list(engine.fetch(rows.filter(rows.year == year).order_by(order)).to_pylist())  # fmt: skip


def _departments(
    engine: "Engine", table: "KeptTable", year: int
) -> list[dict[str, Any]]:
    """Return the departments and doctors with lists that go back or are to be looked at."""
    if table.name not in engine.tables:  # checked by a version before this one
        return []
    rows = _of_year(engine, table, year, "fixmedins_code")
    amiss = [row for row in rows if row["refused"] or row["warned"]]
    return sorted(amiss, key=lambda row: (-row["refused"], -row["warned"]))[:_MOST]
