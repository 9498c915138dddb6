"""Before and after a visit: which stays to look at, the pack of paper, and what the sample says of all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from jixiao.errors import JixiaoError
from jixiao.period import Period
from jixiao.web.trail import note
from jixiao.web.work.fund_pages import Entered, enter, reading

if TYPE_CHECKING:
    from jixiao.fund.supervision.sampling import Sample

_FEN, _LONGEST, _MOST_ROWS = 100, 100, 20_000
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a sample is drawn by, as it stands in the address; `results` is what was found, typed."""

    institution: str
    seed: str
    share: str
    error: str
    certain_from: str
    by_amount: bool
    results: str


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Draw the stays of an institution to be looked at; with results, estimate the whole."""
    entered = enter(request, "inspection_sample")
    asked = _asked(request.GET)
    context: dict[str, Any] = {
        "entered": entered,
        "asked": asked,
        "why_not": "",
        "rows": [],
        "estimate": None,
    }
    if asked.institution and asked.seed:
        try:
            context |= _drawn(entered, asked)
            note(request, "抽住院样本", f"{asked.institution} {asked.seed}")
        except JixiaoError as error:
            context["why_not"] = str(error)
    return render(request, "inspection_sample.html", context)


@login_required
@require_safe
def pack(request: HttpRequest) -> HttpResponse:
    """Give the papers of a visit: the roll of who is registered in bed, and sheets to fill in."""
    from jixiao.fund.records import Records  # noqa: PLC0415 — loads the engine
    from jixiao.fund.supervision.roll_call import beds_on  # noqa: PLC0415
    from jixiao.publication.visit_pack import visit_pack  # noqa: PLC0415

    entered = enter(request, "inspection_sample")
    institution = request.GET.get("institution", "").strip()[:_LONGEST]
    people = request.GET.get("people", "").strip()[:_LONGEST]
    try:
        day = _day(request.GET.get("day", ""))
        _check_visit(institution, people)
        with reading(entered.place.folder) as engine:
            beds = beds_on(Records(engine), institution, day)
    except JixiaoError as error:
        messages.error(request, str(error))
        query = urlencode(entered.query)
        return redirect(f"{reverse('inspection_sample')}?{query}")
    note(request, "打印检查包", f"{institution} {day}")
    content = visit_pack(institution, day, people, beds)
    response = HttpResponse(content, content_type=_DOCX)
    name = f"{institution}-{day}.docx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _check_visit(institution: str, people: str) -> None:
    if not institution or not people:
        raise JixiaoError("请写明机构和检查人员（两人以上）。")


def _asked(form: QueryDict) -> Asked:
    def said(name: str, usual: str = "") -> str:
        return form.get(name, "").strip()[:_LONGEST] or usual

    return Asked(
        institution=said("institution"),
        seed=said("seed"),
        share=said("share", "0.10"),
        error=said("error", "0.05"),
        certain_from=said("certain_from", "20000"),
        by_amount=bool(form.get("by_amount")),
        results=form.get("results", "")[:_MOST_ROWS],
    )


def _drawn(entered: Entered, asked: Asked) -> dict[str, Any]:
    """Return the sample that is asked for, the amounts of its stays, and the estimate where results stand.

    Raises:
        JixiaoError: it cannot be drawn so, or the results are not those of the sample.
    """
    from jixiao.fund.records import Records  # noqa: PLC0415 — loads the engine
    from jixiao.fund.supervision.sampling import draw_sample, sample_size  # noqa: PLC0415
    from jixiao.fund.supervision.sampling_results import (  # noqa: PLC0415
        amounts_of_stays,
        estimate_whole,
    )

    year = Period(date(entered.year, 1, 1), date(entered.year, 12, 31))
    with reading(entered.place.folder) as engine:
        amounts = amounts_of_stays(Records(engine, year), asked.institution)
    if not amounts:
        message = f"{entered.year} 年没有 {asked.institution} 的住院。请核对机构编号。"
        raise JixiaoError(message)
    certain_from = int(_number("必查的金额", asked.certain_from) * _FEN)
    others = sum(fen < certain_from for fen in amounts.values())
    share, error = _number("预计比例", asked.share), _number("允许误差", asked.error)
    size = sample_size(share, error, others) if others else 0
    sample = draw_sample(
        amounts,
        certain_from=certain_from,
        size=size,
        seed=asked.seed,
        by_amount=asked.by_amount,
    )
    results = _results(asked.results)
    estimate = estimate_whole(amounts, sample, results) if results else None
    return {
        "sample": sample,
        "rows": _rows(sample, amounts, results),
        "estimate": estimate,
        "whole_amount": sum(amounts.values()),
        "stays": len(amounts),
    }


def _rows(
    sample: "Sample", amounts: Mapping[str, int], results: Mapping[str, int]
) -> list[tuple[str, str, int, int | None]]:
    codes = [*(("必查", code) for code in sample.certain)]
    codes += [("随机", code) for code in dict.fromkeys(sample.drawn)]
    return [(why, code, amounts[code], results.get(code)) for why, code in codes]


def _results(text: str) -> dict[str, int]:
    """Read results, one a line: 结算编号 金额; blank lines say nothing."""
    from jixiao.fund.supervision.sampling_results import in_fen  # noqa: PLC0415 — loads the engine

    results = {}
    for line in text.splitlines():
        code, _, amount = (
            line.replace("，", " ").replace("\t", " ").strip().partition(" ")
        )
        if code:
            results[code] = in_fen(code, amount.strip())
    return results


def _number(title: str, text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number < 0:
        message = f"{title}“{text[:20]}”应是一个数，如 0.10。"
        raise JixiaoError(message)
    return number


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        message = f"日期“{text[:20]}”应写成 2026-03-05。"
        raise JixiaoError(message) from error
