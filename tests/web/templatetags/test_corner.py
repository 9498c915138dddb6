"""Cells of the corner's lists lose Unfold's classes, and nothing else."""

from django.utils.html import format_html
from django.utils.safestring import mark_safe

from jixiao.web.templatetags.corner import lightly


def test_a_cell_keeps_its_name_and_what_stands_in_it():
    cell = format_html(
        '<td class="field-name align-middle flex lg:table-cell" data-label="姓名">{}</td>',
        '<b class="field-x big">',
    )

    assert lightly(cell) == (
        '<td class="field-name" data-label="姓名">'
        "&lt;b class=&quot;field-x big&quot;&gt;</td>"
    )


def test_a_box_keeps_what_the_scripts_look_for():
    cell = mark_safe(
        '<td class="action-checkbox flex" data-label="选中"><input type="checkbox" name="a" value="9"'
        ' class="appearance-none action-select" aria-label="x"></td>'
    )

    assert lightly(cell) == (
        '<td class="action-checkbox" data-label="选中"><input type="checkbox" name="a" value="9"'
        ' class="action-select" aria-label="x"></td>'
    )
