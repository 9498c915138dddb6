"""A cleared year's data for the hospitals: a workbook each, others not to be told apart."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jixiao.errors import JixiaoError
from jixiao.web.trail import note
from jixiao.web.work.fund_pages import enter, reading

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """List the hospitals that a year's data can be given to, with the area's figures."""
    from jixiao.fund.payment.hospital_figures import figures_of  # noqa: PLC0415 — loads the engine
    from jixiao.fund.payment.kept_year import terms_used  # noqa: PLC0415

    entered = enter(request, "dip_publication")
    context: dict[str, Any] = {"entered": entered, "figures": None, "why_not": ""}
    try:
        with reading(entered.place.folder) as engine:
            context |= {
                "figures": figures_of(engine, entered.year),
                "used": terms_used(engine, entered.year),
            }
    except JixiaoError as error:
        context["why_not"] = str(error)
    return render(request, "dip_publication.html", context)


@login_required
@require_safe
def workbook(request: HttpRequest) -> HttpResponse:
    """Give one hospital's workbook."""
    from jixiao.fund.payment.hospital_figures import figures_of  # noqa: PLC0415 — loads the engine
    from jixiao.fund.payment.kept_year import terms_used  # noqa: PLC0415
    from jixiao.publication import write_hospital_figures  # noqa: PLC0415

    entered = enter(request, "dip_publication")
    hospital = request.GET.get("hospital", "")
    with reading(entered.place.folder) as engine:
        figures = figures_of(engine, entered.year)
        used = terms_used(engine, entered.year)
    if hospital not in figures.hospitals:
        raise Http404
    with TemporaryDirectory() as folder:
        path = Path(folder) / "figures.xlsx"
        write_hospital_figures(figures, hospital, used, path)
        content = path.read_bytes()
    about = f"{entered.place.organisation} {hospital} {entered.year}"
    note(request, "导出给机构的数据", about)
    response = HttpResponse(content, content_type=_XLSX)
    name = f"{entered.year}-{hospital}-figures.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
