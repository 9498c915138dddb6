"""The tree at a browser: matrix, gaps and map; a package made below, packages received above."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from jixiao.errors import JixiaoError, whole
from jixiao.web.people.access import user_of
from jixiao.web.rooms import FUND_WORK
from jixiao.web.trail import note
from jixiao.web.work.fund_cases import moment, name_of
from jixiao.web.work.fund_pages import Entered, enter
from jixiao.web.work.tree_pages import (
    TreePage,
    day_asked,
    division_asked,
    expected_at,
    gathered_at,
    inbox_path,
    tree_page,
)

_SIGNS = ("approver",)
_LONGEST_KEY = 1_000
_LARGEST = 100_000_000
_HISTORY = 30
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show a division and its children: who reported, what it makes, what does not go together."""
    entered = enter(request, "tree")
    from jixiao.service.tree.matrix import value_words  # noqa: PLC0415 — loads the engine

    context: dict[str, Any] = {
        "value_words": value_words, "entered": entered, "page": None,
        "why_not": "", "map": "", "receipts": [], "keys": [],
        "may_work": entered.place.allows(FUND_WORK), "may_sign": entered.place.allows(_SIGNS),
        "day": day_asked(request, entered), "types": [*_TYPES],
    }  # fmt: skip
    try:
        page = tree_page(request, entered)
    except JixiaoError as error:
        context["why_not"] = str(error)
    else:
        context |= {"page": page, "map": _map(request, page), **_inbox(entered)}
        context["query"] = {**entered.query, **page.query}
    return render(request, "tree.html", context)


def _map(request: HttpRequest, page: TreePage) -> str:
    """Return the map of the rate that is asked for, or of the first; nothing where there is none."""
    from jixiao.publication.tree_sheets import tiles_of  # noqa: PLC0415 — loads the writers
    from jixiao.publication.writers.tile_map import tile_map  # noqa: PLC0415

    wanted = request.GET.get("indicator") or None
    known = {row.indicator for row in page.seen.rows}
    try:
        title, tiles = tiles_of(
            page.gathered, page.seen, wanted if wanted in known else None
        )
    except JixiaoError:
        return ""
    return tile_map(title, tiles) if tiles else ""


def _inbox(entered: Entered) -> dict[str, Any]:
    from jixiao.service.tree.inbox import open_inbox  # noqa: PLC0415 — loads the engine

    path = inbox_path(entered)
    if not path.is_file():
        return {}
    with open_inbox(path) as inbox:
        receipts = [*reversed(inbox.receipts())][:_HISTORY]
        return {"receipts": receipts, "keys": inbox.trusted()}


@login_required
@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """Do what a form of the page asks: make a package, receive some, trust or revoke a key."""
    entered = enter(request, "tree")
    wanted = request.POST.get("act", "")
    roles, work = _ACTS.get(wanted, ((), None))
    query = {**entered.query, "day": request.POST.get("day", ""), "division": division_asked(request)}  # fmt: skip
    back = redirect(f"{reverse('tree')}?{urlencode(query)}")
    if work is None or not entered.place.allows(roles):
        messages.error(request, gettext("您现在不能办这一步。请刷新页面再看。"))
        return back
    try:
        made = work(request, entered)
    except JixiaoError as error:
        messages.error(request, str(error))
        return back
    note(request, "汇总", f"{wanted} {query['division']}")
    return made or back


def _packed(request: HttpRequest, entered: Entered) -> HttpResponse:
    """Return a package of a division; the signing key is used this once and not kept."""
    from jixiao.fund.store.pseudonyms import Pseudonyms  # noqa: PLC0415 — loads the engine
    from jixiao.service.tree.package import write_package  # noqa: PLC0415
    from jixiao.service.tree.packing import ready_to_hand_up  # noqa: PLC0415
    from jixiao.service.tree.signing import SigningKey  # noqa: PLC0415

    day = day_asked(request, entered)
    key = SigningKey.read(_line(request, "key", gettext("签名密钥")))
    with TemporaryDirectory() as folder:
        persons = _kept(request, "persons", Path(folder), "persons.key", _LONGEST_KEY)
        pseudonyms = Pseudonyms.of_file(persons) if persons else None
        forms = _forms(request, Path(folder))
    gathered = gathered_at(entered, day)
    ready = ready_to_hand_up(gathered, division_asked(request), forms, pseudonyms)
    node = gathered.tree.nodes[gathered.tree.part(division_asked(request)).roots()[0]]
    content = write_package(
        division=node.code,
        name=node.name,
        year=entered.year,
        until=day,
        made_at=moment(),
        persons_key=pseudonyms.proof if pseudonyms else "",
        contents=ready.contents,
        key=key,
    )
    response = HttpResponse(content, content_type="application/zip")
    name = f"{node.code}-{day.isoformat()}.zip"
    response["Content-Disposition"] = content_disposition_header(True, name)  # noqa: FBT003
    return response


def _forms(request: HttpRequest, folder: Path) -> list[Any]:
    from jixiao.reading import read  # noqa: PLC0415 — loads the readers

    tables: list[Any] = []
    for number, file in enumerate(request.FILES.getlist("forms")):
        path = folder / f"{number}{Path(file.name or '').suffix.lower()[:6]}"
        with whole(path) as half:
            half.write_bytes(_content(file, _LARGEST))
        read_tables = read(path).tables
        if not read_tables:
            message = f"{file.name} 里没有读到自评表。请核对文件。"
            raise JixiaoError(message)
        tables += read_tables
    return tables


def _received(request: HttpRequest, entered: Entered) -> None:
    from jixiao.service.tree.inbox import Outcome, open_inbox  # noqa: PLC0415 — loads the engine
    from jixiao.service.tree.package import FaultyPackage  # noqa: PLC0415

    expected = expected_at(
        entered, day_asked(request, entered), division_asked(request)
    )
    files = request.FILES.getlist("packages")
    if not files:
        raise JixiaoError("请选上报包（.zip），可以一次选几个。")
    by, came_on = name_of(user_of(request)), _came_on(request)
    with open_inbox(inbox_path(entered)) as inbox:
        for file in files:
            try:
                content = _content(file, _LARGEST)
                receipt = inbox.receive(
                    content, expected, by=by, at=moment(), came_on=came_on
                )
            except FaultyPackage as fault:
                messages.error(request, f"{file.name}：{fault}")
                continue
            tell = (
                messages.success if receipt.outcome is Outcome.TAKEN else messages.error
            )
            tell(
                request,
                f"{file.name}　{receipt.division}　{receipt.outcome}　{receipt.why}",
            )


def _came_on(request: HttpRequest) -> date | None:
    """Return the day that packages came where it is not the day they are entered."""
    typed = request.POST.get("came_on", "")
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        message = "请写明哪天送到，如 2027-01-20；不写为今天。"
        raise JixiaoError(message) from None


def _trusted(request: HttpRequest, entered: Entered) -> None:
    from jixiao.service.tree.inbox import open_inbox  # noqa: PLC0415 — loads the engine
    from jixiao.service.tree.signing import PublicKey  # noqa: PLC0415

    child = request.POST.get("child", "").strip()[:20]
    gathered = gathered_at(entered, day_asked(request, entered))
    if child not in gathered.tree.nodes:
        message = f"区划 {child} 不在用，没有登记公钥。请核对区划代码。"
        raise JixiaoError(message)
    key = PublicKey.read(_line(request, "public", gettext("公钥")))
    revokes = request.POST.get("act") == "revoke"
    with open_inbox(inbox_path(entered)) as inbox:
        change = inbox.revoke if revokes else inbox.trust
        change(child, key, by=name_of(user_of(request)), at=moment())
    done = gettext("已停用公钥，指纹 %(print)s。") if revokes else gettext("已登记公钥，指纹 %(print)s。")  # fmt: skip
    messages.success(request, done % {"print": key.fingerprint})


_Work = Callable[[HttpRequest, Entered], HttpResponse | None]
_ACTS: dict[str, tuple[tuple[str, ...], _Work]] = {
    "pack": (FUND_WORK, _packed),
    "receive": (FUND_WORK, _received),
    "trust": (_SIGNS, _trusted),
    "revoke": (_SIGNS, _trusted),
}
"""What may be done, by whom."""


@login_required
@require_safe
def form(request: HttpRequest) -> HttpResponse:
    """Give the official form of a division, with matrix, gaps and a page for each child."""
    from jixiao.publication.tree_sheets import tree_sheets  # noqa: PLC0415 — loads the writers
    from jixiao.publication.writers.form import write_with_sheets  # noqa: PLC0415
    from jixiao.service.tree.official_forms import consolidate  # noqa: PLC0415

    entered = enter(request, "tree")
    suffix = request.GET.get("suffix", "docx")
    if suffix not in _TYPES:
        raise Http404
    page = tree_page(request, entered)
    forms = consolidate(page.gathered, page.division)
    with TemporaryDirectory() as folder:
        path = Path(folder, f"form.{suffix}")
        write_with_sheets(forms, tree_sheets(page.gathered, page.seen), path)
        content = path.read_bytes()
    note(request, "导出", f"{entered.place.organisation} {page.division} {page.day}")
    response = HttpResponse(content, content_type=_TYPES[suffix])
    name = f"{page.division}-{page.day.isoformat()}.{suffix}"
    response["Content-Disposition"] = content_disposition_header(True, name)  # noqa: FBT003
    return response


def _line(request: HttpRequest, name: str, title: str) -> str:
    file = request.FILES.get(name)
    if file is None:
        message = f"请选{title}文件。"
        raise JixiaoError(message)
    return _content(file, _LONGEST_KEY).decode("ascii", "replace")


def _kept(
    request: HttpRequest, field: str, folder: Path, name: str, most: int
) -> Path | None:
    file = request.FILES.get(field)
    if file is None:
        return None
    path = folder / name
    with whole(path) as half:
        half.write_bytes(_content(file, most))
    return path


def _content(file: "UploadedFile[Any]", most: int) -> bytes:
    if file.size is None or file.size > most:
        message = f"{file.name} 太大，没有收。请核对是不是选错了文件。"
        raise JixiaoError(message)
    return bytes(file.read())
