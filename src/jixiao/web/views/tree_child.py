"""One child of the tree on a page: its package, money, indicators, and what it must look into."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jixiao.web.work.fund_pages import enter
from jixiao.web.work.tree_pages import tree_page


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show a child of the division that is looked at."""
    from jixiao.publication.tree_sheets import receipt_of  # noqa: PLC0415 — loads the writers
    from jixiao.service.tree.matrix import late_words, value_words  # noqa: PLC0415
    from jixiao.service.tree.transfers import accounts  # noqa: PLC0415

    entered = enter(request, "tree")
    page = tree_page(request, entered)
    child = request.GET.get("child", "")
    if child not in page.seen.children:
        raise Http404
    receipt = receipt_of(page.gathered, child)
    context: dict[str, Any] = {
        "entered": entered,
        "page": page,
        "label": page.gathered.tree.label(child),
        "receipt": receipt,
        "late": late_words(receipt) if receipt else "",
        "accounts": [
            a for a in accounts(page.gathered.bookings) if a.division == child
        ],
        "rows": [
            (row.indicator, value_words(row.children[child]), value_words(row.whole))
            for row in page.seen.rows
        ],
        "gaps": [gap for gap in page.seen.gaps if gap.division == child],
        "query": {**entered.query, **page.query},
    }
    return render(request, "tree_child.html", context)
