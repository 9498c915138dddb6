"""The catalogue of disease groups, with what each costs and is worth."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jixiao.web.views.desk import PAGE, query_without_page
from jixiao.web.work.fund_charts import Series, chart, in_whole_yuan
from jixiao.web.work.fund_pages import enter, reading

if TYPE_CHECKING:
    from jixiao.fund.store.engine import Engine

_MOST_WORDS = 50
_BARS = 15


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group as the list shows it: costs in fen, `cv` and `points` in ten-thousandths."""

    code: str
    kind: str
    title: str
    cases: int
    cost: int
    counted: int
    cv: int
    points: int | None
    same_price: bool
    source: str

    @property
    def mean(self) -> int | None:
        """The mean cost of the cases whose costs count; None where there are none."""
        return self.cost // self.counted if self.counted else None


_ORDERS = {
    "cases": lambda line: (-line.cases, line.code),
    "cost": lambda line: (-line.cost, line.code),
    "points": lambda line: (-(line.points or 0), line.code),
    "cv": lambda line: (-line.cv, line.code),
    "code": lambda line: (line.code,),
}


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """List the groups of a place's catalogue."""
    from jixiao.fund.grouping.dip.keeping import empty_catalogue, read_catalogue  # noqa: PLC0415 — loads the engine
    from jixiao.fund.grouping.dip.levels import LEVELS, levels_of, lines_of, sections_of  # noqa: PLC0415
    from jixiao.fund.grouping.kept import DIP_FUNNEL  # noqa: PLC0415

    entered = enter(request, "dip_catalogue")
    with reading(entered.place.folder) as engine:
        lines = _lines(engine)
        known = read_catalogue(engine, empty_catalogue(engine))
        levels = levels_of(known, sections_of(engine))
        funnel = engine.fetch(DIP_FUNNEL.read(engine).order_by("step")).to_pylist()
    words, kind = (
        request.GET.get("words", "").strip()[:_MOST_WORDS],
        request.GET.get("kind", ""),
    )
    order = request.GET.get("order", "")
    order = order if order in _ORDERS else "cases"
    narrowed = [
        line
        for line in lines
        if kind in ("", line.kind) and (words in line.code or words in line.title)
    ]
    narrowed.sort(key=_ORDERS[order])
    context = {
        "entered": entered,
        "page": Paginator(narrowed, PAGE).get_page(request.GET.get("page")),
        "query": query_without_page(request),
        "kinds": sorted({line.kind for line in lines}),
        "kind": kind,
        "words": words,
        "order": order,
        "funnel": funnel,
        "chapters": lines_of(levels, LEVELS[0]),
        "cases": sum(line.cases for line in lines),
        "without_points": sum(line.points is None for line in lines),
        "drawn": [_chart(narrowed)],
    }
    return render(request, "dip_catalogue.html", context)


def _lines(engine: "Engine") -> list[GroupLine]:
    from jixiao.fund.payment.county_records import records_of  # noqa: PLC0415 — loads the engine

    records = records_of(engine)
    costs: dict[str, tuple[int, int]] = {}
    for row in engine.fetch(records.record("dip_group_years")).to_pylist():
        cases, cost = costs.get(row["dip_group"], (0, 0))
        costs[row["dip_group"]] = (cases + row["cases"], cost + row["cost"])
    kept = records.record_if_loaded("dip_points")
    valued = [] if kept is None else engine.fetch(kept).to_pylist()
    points = {row["dip_group"]: row for row in valued}
    groups = engine.fetch(records.record("dip_groups")).to_pylist()
    return [_line(row, costs.get(row["dip_group"], (0, 0)), points) for row in groups]


def _line(
    row: dict[str, Any], counted: tuple[int, int], points: dict[str, dict[str, Any]]
) -> GroupLine:
    of_group = points.get(row["dip_group"], {})
    return GroupLine(
        row["dip_group"],
        row["kind"],
        row["title"],
        row["cases"],
        counted[1],
        counted[0],
        row["cv"],
        of_group.get("points"),
        bool(of_group.get("same_price")),
        of_group.get("source", ""),
    )


def _chart(lines: list[GroupLine]) -> dict[str, Any]:
    largest = lines[:_BARS]
    return chart(
        "groups",
        [line.code for line in largest],
        Series("例数", [line.cases for line in largest]),
        Series(
            "次均费用（元）", in_whole_yuan(line.mean for line in largest), right=True
        ),
    )
