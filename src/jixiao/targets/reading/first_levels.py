"""Satisfaction printed as a second level under benefits, which rule books put under a first level of its own."""

import re
from collections.abc import Sequence
from dataclasses import replace

from jixiao import chinese
from jixiao.documents import Flow
from jixiao.targets.reading.forms import PrintedForm
from jixiao.targets.reading.levels import IndicatorGroup, IndicatorRow

_ALONE = re.compile(r"(?<![象众者])满意度指标")
"""What may be the label of the first level: 服务对象满意度指标 never is."""
_BENEFIT, _SATISFACTION = "效益指标", "满意度指标"


def with_printed_first_levels(
    flow: Flow, form: PrintedForm, rows: Sequence[IndicatorRow]
) -> list[IndicatorRow]:
    """The rows of satisfaction with the label of benefits above them, where the form prints none of their own.

    What the level means stays as the second one says; only its label is the printed one.
    """
    labels = {_start(row): row.group.aspect_label or "" for row in rows}
    seconds = sum(bool(_ALONE.search(chinese.key(label))) for label in labels.values())
    if len(_ALONE.findall(flow.folded, form.body, form.end)) > seconds:
        return list(rows)
    above: str | None = None
    known: dict[int, IndicatorGroup] = {}
    labelled: list[IndicatorRow] = []
    for row in rows:
        group = row.group
        if group.dimension_label:
            above = group.dimension_label if group.dimension == _BENEFIT else None
        if above and group.dimension == _SATISFACTION and group.aspect:
            over = known.setdefault(id(group), replace(group, dimension_label=above))
            labelled.append(replace(row, group=over))
            continue
        labelled.append(row)
    return labelled


def _start(row: IndicatorRow) -> int:
    return row.group.start
