"""One case: what it is, and step by step why it is in its groups."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jixiao.errors import JixiaoError
from jixiao.web.trail import note
from jixiao.web.work.fund_pages import Entered, enter, reading

if TYPE_CHECKING:
    from jixiao.fund.grouping.dip.catalogue import Catalogue
    from jixiao.fund.grouping.drg.near import NearGroup
    from jixiao.fund.store.engine import Engine

_LONGEST_NUMBER = 60
_NEAR = 20
_KEYS = ("dip.belongs", "dip.tie_order")


@dataclass(frozen=True, slots=True)
class ShownCase:
    """A case as its page shows it: facts, the group that was kept, the steps; what is in doubt."""

    facts: dict[str, Any]
    kept_group: str
    dip: list[str]
    drg: list[str]
    scheme: str
    doubts: list[str]
    near: "list[NearGroup]"


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show why a case is in its group; without a number ask for one, and offer some."""
    entered = enter(request, "dip_case")
    number = request.GET.get("case", "").strip()[:_LONGEST_NUMBER]
    context: dict[str, Any] = {
        "entered": entered,
        "number": number,
        "shown": None,
        "why_not": "",
    }
    with reading(entered.place.folder) as engine:
        if number:
            try:
                context["shown"] = _shown(
                    engine, entered, number, near=request.GET.get("near") == "1"
                )
            except JixiaoError as error:
                context["why_not"] = str(error)
        context["some"] = _examples(engine, entered.year)
    if context["shown"]:
        note(request, "看一例的入组", f"{entered.place.organisation} {number}")
    context["used"] = entered.used(_KEYS)
    return render(request, "dip_case.html", context)


def _shown(engine: "Engine", entered: Entered, number: str, *, near: bool) -> ShownCase:
    """Return a case as its page shows it; with the groups one code away where they are asked for."""
    from jixiao.fund.grouping.case_columns import case_of  # noqa: PLC0415 — loads the engine
    from jixiao.fund.grouping.dip.explanation import explain  # noqa: PLC0415
    from jixiao.fund.grouping.dip.keeping import read_catalogue  # noqa: PLC0415
    from jixiao.fund.grouping.drg.grouper import explain as explain_drg  # noqa: PLC0415
    from jixiao.fund.grouping.drg.keeping import scheme_of  # noqa: PLC0415
    from jixiao.fund.grouping.drg.near import near_groups  # noqa: PLC0415

    folder, row = entered.place.folder, _kept(engine, entered.year, number)
    case = case_of(row)
    known = read_catalogue(engine, _lists(engine, folder))
    steps = explain(known, case, entered.terms.names("dip.tie_order"))
    scheme = scheme_of(engine, folder)
    return ShownCase(
        row,
        row["dip_group"] or "",
        steps,
        explain_drg(scheme, case) if scheme else [],
        f"{scheme.code} {scheme.title}（{scheme.standing}）" if scheme else "",
        list(_doubts(known, row["dip_group"], steps)),
        near_groups(scheme, case)[:_NEAR] if scheme and near else [],
    )


def _kept(engine: "Engine", year: int, number: str) -> dict[str, Any]:
    """Return a case as its grouping kept it.

    Raises:
        JixiaoError: it is none of the year, or was grouped before that was kept.
    """
    from jixiao.fund.grouping.kept import DIP_CASES  # noqa: PLC0415 — loads the engine

    rows = DIP_CASES.read(engine)
    if "diagnoses" not in rows.columns:
        message = "这一年的入组是旧版本留下的，没有留诊断和手术。请重新入组后再看。"
        raise JixiaoError(message)
    listed = rows.filter(rows.setl_id == number, rows.year == year)
    for row in engine.fetch(listed).to_pylist():
        return dict(row)
    message = f"{year} 年入组的病例里没有结算编号 {number}。请检查编号和年度。"
    raise JixiaoError(message)


def _doubts(known: "Catalogue", group: str | None, steps: list[str]) -> Iterator[str]:
    from jixiao.fund.grouping.dip.catalogue import GroupKind  # noqa: PLC0415

    has_rules = any(each.kind is GroupKind.RULE for each in known.groups)
    if has_rules and not known.rules.rules:
        yield "目录里有先期分组和并项的病种，这里没有它们的规则（数据文件夹的 rules），这一步没有看。"
    if group and group not in steps[-1]:
        yield f"入组时记的是 {group}，与现在按目录说明的不同：目录或参数后来变过。"


def _lists(engine: "Engine", folder: Path) -> "Catalogue":
    from jixiao.fund.grouping.steps import lists_of  # noqa: PLC0415 — loads the engine

    rules = folder / "rules"
    return lists_of(engine, rules if rules.is_dir() else None)


def _examples(engine: "Engine", year: int) -> list[dict[str, Any]]:
    """Return a case of each step by which cases of the year were grouped."""
    from jixiao.fund.grouping.kept import DIP_CASES, STEPS  # noqa: PLC0415 — loads the engine

    if DIP_CASES.name not in engine.tables:
        return []
    rows = DIP_CASES.read(engine)
    rows = rows.filter(rows.year == year)
    first = rows.group_by("step").aggregate(
        setl_id=rows.setl_id.min(), cases=rows.count()
    )
    listed = engine.fetch(first.order_by("step")).to_pylist()
    return [{**row, "word": STEPS[row["step"]]} for row in listed]
