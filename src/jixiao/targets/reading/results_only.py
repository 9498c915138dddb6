"""A report of what was achieved that prints one value for each indicator: nobody says whether it was promised."""

import re
from dataclasses import replace

from jixiao.documents import Flow
from jixiao.targets.reading.forms import PrintedForm
from jixiao.targets.reading.levels import Body

_OF_RESULTS = re.compile(
    r"自评(?:价)?(?:工作)?(?:报告|情况)|(?:绩效|[出益度]|产出|满意度)指标完成情况"
)
_DOUBT = "讲的是完成情况，分不清这个数是目标还是完成值"


def with_results_doubted(flow: Flow, form: PrintedForm, body: Body) -> Body:
    """The rows, doubted where the form tells of what was achieved and no row says so of its value."""
    form_text = flow.folded[form.title[0] : form.end]
    if not form.dialect.varies or not _OF_RESULTS.search(form_text):
        return body
    if any("actual" in row.beside for row in body.rows):
        return body
    rows = [replace(row, doubt=row.doubt or _DOUBT) for row in body.rows]
    return replace(body, rows=rows)
