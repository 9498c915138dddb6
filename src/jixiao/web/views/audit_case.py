"""A case of the fund: its lines, its way, what may be done now, and its letters."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from jixiao.errors import JixiaoError, UnreadableFile
from jixiao.money import typed_number
from jixiao.web.people.access import user_of
from jixiao.web.trail import note
from jixiao.web.views.desk import PAGE, query_without_page
from jixiao.web.work.fund_cases import (
    has_ledger,
    known_facts,
    ledger_of,
    moment,
    name_of,
    steps_for,
)
from jixiao.web.work.fund_pages import Entered, enter, reading

if TYPE_CHECKING:
    from jixiao.fund.cases import Case, CaseLedger, Outcome

_FEN = 100
_BLANK = "＿＿＿＿＿＿"
"""What a letter leaves to be filled in by hand."""
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
_LONGEST = 2000


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show a case with its evidence, its events, and the steps that one may do."""
    from jixiao.fund.cases import Outcome  # noqa: PLC0415 — loads the ledger
    from jixiao.publication.fact_titles import FACT_TITLES  # noqa: PLC0415

    entered = enter(request, "audit_case")
    if not request.GET.get("code"):
        return redirect(f"{reverse('audit_queue')}?{urlencode(entered.query)}")
    with ledger_of(_with_ledger(entered)) as ledger:
        case = _case(ledger.case, request.GET.get("code"))
        steps = steps_for(entered.place, ledger, case)
        record = ledger.rule_records().get(case.rule)
        known = known_facts(entered.place, ledger, case)
    rows = Paginator([*enumerate(case.evidence, 1)], PAGE)
    context: dict[str, Any] = {
        "entered": entered,
        "case": case,
        "steps": steps,
        "record": record,
        "page": rows.get_page(request.GET.get("page")),
        "query": query_without_page(request),
        "outcomes": [*Outcome],
        "today": moment().date(),
        "letters": _letters(case, known),
        "titles": FACT_TITLES,
    }
    return render(request, "audit_case.html", context)


@login_required
@require_POST
def move(request: HttpRequest) -> HttpResponse:
    """Do a step of a case; what is refused is said, and nothing is written."""
    entered = enter(request, "audit_case")
    form = request.POST
    code, step = form.get("code", ""), form.get("step", "")
    query = urlencode({**entered.query, "code": code})
    back = redirect(f"{reverse('audit_case')}?{query}")
    try:
        with ledger_of(_with_ledger(entered)) as ledger:
            _check_step(entered, ledger, _case(ledger.case, code), step)
            ledger.move(
                code,
                step,
                by=name_of(user_of(request)),
                at=moment(),
                text=form.get("text", "")[:_LONGEST],
                outcome=_outcome(form.get("outcome")),
                recovered=_fen(form.get("recovered")),
                spared=_rows(form.get("spared")),
            )
    except JixiaoError as error:
        messages.error(request, str(error))
        return back
    note(request, "办案", f"{code} {step}")
    messages.success(request, gettext("已办理。"))
    return back


@login_required
@require_safe
def letter(request: HttpRequest) -> HttpResponse:
    """Give a letter of a case as Word or PDF; what the office does not know is left to be written in."""
    from jixiao.publication.letter_facts import (  # noqa: PLC0415 — loads the engines
        addressee_of,
        basis_of,
        lines_of,
        number_of,
    )
    from jixiao.publication.letters import (  # noqa: PLC0415
        Letter,
        letter_docx,
        letter_kinds,
        letter_pdf,
    )

    entered = enter(request, "audit_case")
    with ledger_of(_with_ledger(entered)) as ledger:
        case = _case(ledger.case, request.GET.get("code"))
        known = known_facts(entered.place, ledger, case)
    kind, suffix = request.GET.get("kind", ""), request.GET.get("suffix", "docx")
    if kind not in letter_kinds() or suffix not in _TYPES:
        raise Http404
    facts = {
        name: _typed(request, name) or known.get(name) or _BLANK
        for name in letter_kinds()[kind].needs
    }
    written = Letter(
        kind,
        number_of(case),
        moment().date(),
        addressee_of(case, kind, _names(entered)),
        entered.place.organisation.name,
        basis_of(case, kind),
        facts,
        lines_of(case, kind),
    )
    content = letter_pdf(written) if suffix == "pdf" else letter_docx(written)
    note(request, "写文书", f"{case.code} {kind}")
    response = HttpResponse(content, content_type=_TYPES[suffix])
    response["Content-Disposition"] = (
        f'attachment; filename="{case.code}-{kind}.{suffix}"'
    )
    return response


def _names(entered: Entered) -> Mapping[str, str]:
    """Return the names of the place's institutions; none while its records cannot be read."""
    from jixiao.fund.records.institution_names import institution_names  # noqa: PLC0415 — loads the engine

    try:
        with reading(entered.place.folder) as engine:
            return institution_names(engine)
    except UnreadableFile:
        return {}


def _typed(request: HttpRequest, name: str) -> str:
    return request.GET.get(f"f.{name}", "").strip()[:_LONGEST]


def _check_step(
    entered: Entered, ledger: "CaseLedger", case: "Case", step: str
) -> None:
    if step not in [each.name for each in steps_for(entered.place, ledger, case)]:
        message = f"“{case.state}”的案件，您现在不能“{step[:20]}”。请刷新页面再看。"
        raise JixiaoError(message)


def _with_ledger(entered: Entered) -> Any:  # noqa: ANN401 — the place, whose ledger is there
    if not has_ledger(entered.place):
        raise Http404
    return entered.place


def _case(case_of: Any, code: str | None) -> "Case":  # noqa: ANN401 — the ledger's own question
    try:
        case: Case = case_of(code or "")
    except JixiaoError as unknown:
        raise Http404 from unknown
    return case


def _letters(case: "Case", known: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the letters of a case, each with what it has to be told and what is known of that."""
    from jixiao.publication.letter_facts import letters_of  # noqa: PLC0415 — loads the engines
    from jixiao.publication.letters import letter_kinds  # noqa: PLC0415

    kinds = letter_kinds()
    return [
        {
            "kind": kind,
            "title": kinds[kind].title,
            "facts": {name: known.get(name, "") for name in kinds[kind].needs},
        }
        for kind in letters_of(case)
    ]


def _outcome(word: str | None) -> "Outcome | None":
    from jixiao.fund.cases import Outcome  # noqa: PLC0415 — loads the ledger

    if not word:
        return None
    if word not in [*Outcome]:
        message = f"没有“{word[:20]}”这种结论；可用 {'、'.join(Outcome)}。"
        raise JixiaoError(message)
    return Outcome(word)


def _fen(text: str | None) -> int:
    plain = (text or "").strip()
    if not plain:
        return 0
    yuan = typed_number(plain)
    if yuan is None or yuan * _FEN % 1 or yuan <= 0:
        message = f"金额“{plain[:20]}”应是大于 0、最多两位小数的元数，如 1200.50。"
        raise JixiaoError(message)
    return int(yuan * _FEN)


def _rows(text: str | None) -> list[int]:
    parts = [part.strip() for part in (text or "").replace("，", ",").split(",")]
    parts = [part for part in parts if part]
    if wrong := [part for part in parts if not part.isdigit() or int(part) == 0]:
        message = f"不属实的行要写行号，如 1,3；这里写的是 {'、'.join(wrong)[:40]}。"
        raise JixiaoError(message)
    return [int(part) - 1 for part in parts]
