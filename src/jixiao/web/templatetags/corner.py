"""Cells of a list of the corner, with one class each: Unfold writes four hundred bytes of them into each."""

import re

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
_CELL = re.compile(r'^(<t[dh] class="(?:field-\w+|action-checkbox))(?: [^"]*)?"')
_BOX = re.compile(r'^([^>]*><input type="checkbox"[^>]* class=")[^"]*"')


@register.filter
def lightly(cell: SafeString) -> SafeString:
    """Return a cell with the first of its classes only; its box, where it has one, with what scripts look for."""
    light = _CELL.sub(r'\1"', cell)
    light = _BOX.sub(r'\1action-select"', light)
    return mark_safe(light)  # noqa: S308 — classes were taken away, nothing was added
